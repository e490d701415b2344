import module jacobian.keras;

import static jacobian.keras.activations.Activations.LEAKY_RELU;

/// Two networks that learn against each other: a model with a step of its own.
static final class Gan extends Model {
    private final Model generator = track("generator", new Sequential(
            new Input(4), new Dense(16).activation(LEAKY_RELU), new Dense(2)).name("generator"));
    private final Model discriminator = track("discriminator", new Sequential(
            new Input(2), new Dense(16).activation(LEAKY_RELU), new Dense(1)).name("discriminator"));
    private final Loss loss = new BinaryCrossentropy().fromLogits(true);
    private final Optimizer generatorOptimizer = new Adam(5e-3).beta1(0.5);
    private final Optimizer discriminatorOptimizer = new Adam(5e-3).beta1(0.5);
    private final Mean generatorLoss = addMetric(new Mean("g_loss"));
    private final Mean discriminatorLoss = addMetric(new Mean("d_loss"));

    /// Called once; what it does becomes the program that every step runs.
    @Override
    protected Map<String, Tensor> trainStep(StepData data) {
        var real = data.inputs().get(0);
        var noise = data.inputs().get(1);
        var judged = Gradients.of(() -> {
            var ofReal = discriminator.apply(Mode.TRAINING, real);
            var ofFake = discriminator.apply(Mode.TRAINING, generator.apply(Mode.TRAINING, noise));
            return loss.apply(ofReal.onesLike(), ofReal).add(loss.apply(ofFake.zerosLike(), ofFake));
        }, discriminator.trainableWeights());
        discriminatorOptimizer.apply(judged);
        var made = Gradients.of(() -> {
            var ofFake = discriminator.apply(Mode.TRAINING, generator.apply(Mode.TRAINING, noise));
            return loss.apply(ofFake.onesLike(), ofFake);
        }, generator.trainableWeights());
        generatorOptimizer.apply(made);
        discriminatorLoss.updateState(judged.loss());
        generatorLoss.updateState(made.loss());
        return Map.of("d_loss", discriminatorLoss.result(), "g_loss", generatorLoss.result());
    }

    /// What the generator makes of noise.
    @Override
    protected Tensor call(Tensor noise, Call call) {
        return generator.apply(noise);
    }
}

void main() {
    Seeds.setRandomSeed(7);
    var random = new Random(7);
    var points = new double[512][2]; // around (2, -1)
    var noise = new double[512][4];
    for (int i = 0; i < points.length; i++) {
        points[i] = new double[] {2 + 0.2 * random.nextGaussian(), -1 + 0.2 * random.nextGaussian()};
        Arrays.setAll(noise[i], _ -> random.nextGaussian());
    }
    var gan = new Gan();
    gan.compile();
    var history = gan.fit(Dataset.of(List.of(Tensor.of(points), Tensor.of(noise)), List.of()), fit -> fit.epochs(40));
    IO.println("logs " + new TreeSet<>(history.history().keySet()));
    var mean = gan.predict(Tensor.of(noise)).mean(0).floats();
    IO.println("made points lie near the real ones: " + (Math.abs(mean[0] - 2) < 0.5 && Math.abs(mean[1] + 1) < 0.5));
}
