import module jacobian.keras;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.layers.Mode.TRAINING;

/// A layer of one's own: x times a learned factor for each feature.
static class Scale extends FluentLayer<Scale> {
    @Override
    protected void build(Shape input) {
        weight("factor", Shape.of(input.size(-1)), new Ones());
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        return x.multiply(weight("factor"));
    }
}

/// Own layer, own loss, own training loop: y = 3 a + b, a and b drawn at random.
void main() {
    Seeds.setRandomSeed(5);
    var random = new SeedGenerator(7);
    var x = random.uniform(Shape.of(256, 2));
    var y = x.matmul(Tensor.of(new double[][] {{3}, {1}}));
    var model = new Sequential(new Input(2), new Scale(), new Dense(16).activation(RELU), new Dense(1));

    // A loss is a function of targets and predictions that gives one number a sample.
    var cubic = Loss.of("cubic", (yTrue, yPred) -> yTrue.subtract(yPred).abs().power(3).mean(-1));

    var optimizer = new Adam(0.02);
    for (int epoch = 0; epoch < 30; epoch++) {
        for (var batch : Dataset.of(x, y).batch(64).batches(epoch)) {
            optimizer.apply(Gradients.of(
                    () -> cubic.apply(batch.target(), model.apply(TRAINING, batch.input())), model.trainableWeights()));
        }
    }
    IO.println("cubic error below 0.05: " + (cubic.apply(y, model.apply(x)).item() < 0.05));

    // The same loss in fit.
    model.compile(new Adam(0.01), cubic, new MeanAbsoluteError());
    var history = model.fit(x, y, fit -> fit.epochs(20).batchSize(64).validationSplit(0.25));
    IO.println("fit logs " + history.history().keySet());
}
