package jacobian.keras.callbacks.doctor;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SELU;
import static jacobian.keras.activations.Activations.SIGMOID;
import static jacobian.keras.activations.Activations.SOFTMAX;
import static jacobian.keras.activations.Activations.TANH;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.initializers.Constant;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.RandomNormal;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.GlobalAveragePooling1D;
import jacobian.keras.layers.GlobalAveragePooling2D;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.ReLU;
import jacobian.keras.layers.Rescaling;
import jacobian.keras.layers.SeparableConv2D;
import jacobian.keras.layers.SimpleRNN;
import jacobian.keras.losses.BinaryCrossentropy;
import jacobian.keras.losses.Huber;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.AdamW;
import jacobian.keras.optimizers.Lion;
import jacobian.keras.optimizers.Nadam;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.optimizers.schedules.CosineDecay;
import java.util.List;

/// More networks, broken and sound, that thresholds were not set on.
final class Strangers {
    private static final int CLASSES = 5;

    private Strangers() {}

    static List<Patient> all() {
        return List.of(
                Patient.ill(
                        "sigmoids at their ends",
                        Problem.SATURATED_UNITS,
                        6,
                        true,
                        seed -> classes(seed, new Adam(), deep(SIGMOID, 2, new RandomNormal(0, 5)))),
                Patient.ill(
                        "tanh at its ends",
                        Problem.SATURATED_UNITS,
                        6,
                        true,
                        seed -> classes(seed, new SGD(0.01), deep(TANH, 4, new RandomNormal(0, 2)))),
                Patient.ill(
                        "small weights in a deep tanh",
                        Problem.VANISHING_GRADIENTS,
                        6,
                        true,
                        seed -> classes(seed, new SGD(0.1), deep(TANH, 8, new RandomNormal(0, 0.02)))),
                Patient.ill(
                        "regression thrown up",
                        Problem.LEARNING_RATE_TOO_HIGH,
                        6,
                        true,
                        seed -> numbers(seed, new SGD(3))),
                Patient.ill(
                        "steps of nothing",
                        Problem.LEARNING_RATE_TOO_LOW,
                        6,
                        true,
                        seed -> numbers(seed, new SGD(1e-7))),
                Patient.ill("biases of -10", Problem.DEAD_UNITS, 6, true, Strangers::biased),
                Patient.ill("one feature in millions", Problem.UNSCALED_INPUTS, 6, true, Strangers::millions),
                Patient.ill("softmax of one unit", Problem.CONSTANT_OUTPUTS, 6, true, Strangers::oneUnit),
                Patient.ill(
                        "equal weights",
                        Problem.SYMMETRIC_WEIGHTS,
                        6,
                        true,
                        seed -> classes(seed, new Adam(), deep(TANH, 2, new Constant(0.1)))),
                Patient.ill("exploding ReLU recurrence", Problem.EXPLODING_GRADIENTS, 4, true, Strangers::recurrence),
                Patient.ill(
                        "numbers without signal",
                        Problem.NO_SIGNAL,
                        12,
                        true,
                        seed -> new Patient.Run(
                                numbers(seed, new Adam()).model(),
                                Examples.curve(seed, 1500, 6, 0.1).shuffled(seed))),
                Patient.ill("numbers by heart", Problem.OVERFITTING, 150, true, Strangers::numbersByHeart),
                Patient.sound(
                        "few examples at once",
                        120,
                        seed -> new Patient.Run(
                                compiled(new Adam(0.02), deep(TANH, 1, new RandomNormal(0, 0.3))),
                                Examples.clouds(seed, 200, 20, CLASSES, 1))),
                Patient.sound("Lion", 10, seed -> classes(seed, new Lion(3e-4), deep(RELU, 2, null))),
                Patient.sound("Nadam, SELU", 10, seed -> classes(seed, new Nadam(), deep(SELU, 3, null))),
                Patient.sound(
                        "AdamW, cosine decay",
                        12,
                        seed -> classes(seed, new AdamW(new CosineDecay(0.003, 400)), deep(RELU, 3, null))),
                Patient.sound(
                        "gradients accumulated",
                        20,
                        seed -> classes(seed, new Adam(0.003).gradientAccumulationSteps(4), deep(RELU, 2, null))),
                Patient.sound("pixels rescaled", 6, Strangers::pixels),
                Patient.sound("texts", 8, Strangers::texts),
                Patient.sound("Huber", 12, Strangers::huber),
                Patient.sound("deep and normalised", 8, Strangers::normalised),
                Patient.sound(
                        "small and with sigmoids", 40, seed -> classes(seed, new Adam(0.01), deep(SIGMOID, 1, null))),
                Patient.sound("logits", 10, Strangers::logits),
                Patient.sound("slow and steady", 10, seed -> classes(seed, new SGD(0.005), deep(RELU, 2, null))),
                Patient.sound(
                        "normalised images, soon over", 8, seed -> images(seed, new Adam(0.003), normalisedImages())),
                Patient.sound(
                        "normalised images, large steps",
                        25,
                        seed -> images(seed, new SGD(0.1).momentum(0.9), normalisedImages())));
    }

    private static Model compiled(Optimizer optimizer, Model model) {
        model.compile(optimizer, new SparseCategoricalCrossentropy());
        return model;
    }

    private static Patient.Run classes(long seed, Optimizer optimizer, Model model) {
        return new Patient.Run(compiled(optimizer, model), Examples.clouds(seed, 1200, 20, CLASSES, 1));
    }

    private static Sequential deep(
            ActivationFunction activation, int layers, @org.jspecify.annotations.Nullable Initializer initializer) {
        var model = new Sequential(new Input(20));
        for (int i = 0; i < layers; i++) {
            var dense = new Dense(48).activation(activation);
            model.add(initializer == null ? dense : dense.kernelInitializer(initializer));
        }
        model.add(new Dense(CLASSES).activation(SOFTMAX));
        return model;
    }

    private static Patient.Run numbers(long seed, Optimizer optimizer) {
        var model = new Sequential(
                new Input(6), new Dense(32).activation(RELU), new Dense(32).activation(RELU), new Dense(1));
        model.compile(optimizer, new MeanSquaredError());
        return new Patient.Run(model, Examples.curve(seed, 1500, 6, 0.1));
    }

    private static Patient.Run biased(long seed) {
        var model = new Sequential(
                new Input(20),
                new Dense(48).activation(RELU),
                new Dense(48).activation(RELU).biasInitializer(new Constant(-10)),
                new Dense(CLASSES).activation(SOFTMAX));
        return classes(seed, new Adam(), model);
    }

    private static Patient.Run millions(long seed) {
        var plain = Examples.clouds(seed, 1000, 20, CLASSES, 1);
        var scale = new double[20];
        java.util.Arrays.fill(scale, 1);
        scale[7] = 3e6;
        var by = Tensor.of(scale);
        return new Patient.Run(
                compiled(new Adam(), deep(RELU, 2, null)),
                new Examples(plain.x().multiply(by), plain.y(), plain.validX().multiply(by), plain.validY()));
    }

    private static Patient.Run oneUnit(long seed) {
        var model = new Sequential(new Input(10), new Dense(32).activation(RELU), new Dense(1).activation(SOFTMAX));
        model.compile(new Adam(), new BinaryCrossentropy());
        return new Patient.Run(model, Examples.rare(seed, 1000, 10, 0.5));
    }

    private static Patient.Run recurrence(long seed) {
        var model = new Sequential(
                new Input(30, 2),
                new SimpleRNN(32).activation(RELU).recurrentInitializer(new RandomNormal(0, 0.5)),
                new Dense(1));
        model.compile(new SGD(1e-4).clipnorm(1), new MeanSquaredError());
        var waves = Examples.waves(seed, 800, 30);
        return new Patient.Run(
                model,
                new Examples(
                        waves.x(),
                        waves.y().cast(DType.FLOAT32).expandDims(1),
                        waves.validX(),
                        waves.validY().cast(DType.FLOAT32).expandDims(1)));
    }

    private static Patient.Run numbersByHeart(long seed) {
        var model = new Sequential(
                new Input(20), new Dense(128).activation(RELU), new Dense(128).activation(RELU), new Dense(1));
        model.compile(new Adam(), new MeanSquaredError());
        return new Patient.Run(model, Examples.curve(seed, 125, 20, 0.5));
    }

    private static Patient.Run pixels(long seed) {
        var model = new Sequential(
                new Input(12, 12, 1),
                new Rescaling(1 / 255.0),
                new Conv2D(8, 3).activation(RELU),
                new Flatten(),
                new Dense(4).activation(SOFTMAX));
        return new Patient.Run(
                compiled(new Adam(), model), Examples.bars(seed, 1000, 12).scaled(255, 0));
    }

    private static Patient.Run texts(long seed) {
        var model = new Sequential(
                new Input(24).dtype(DType.INT32),
                new Embedding(2000, 16),
                new GlobalAveragePooling1D(),
                new Dense(2).activation(SOFTMAX));
        return new Patient.Run(compiled(new Adam(0.003), model), Examples.texts(seed, 1500, 24, 2000));
    }

    private static Patient.Run huber(long seed) {
        var model = new Sequential(
                new Input(6), new Dense(32).activation(TANH), new Dense(32).activation(TANH), new Dense(1));
        model.compile(new Adam(0.003), new Huber());
        return new Patient.Run(model, Examples.curve(seed, 1500, 6, 0.3));
    }

    private static Patient.Run normalised(long seed) {
        var model = new Sequential(new Input(20), new BatchNormalization());
        for (int i = 0; i < 8; i++) {
            model.add(new Dense(48).activation(RELU));
            model.add(new BatchNormalization());
        }
        model.add(new Dense(CLASSES).activation(SOFTMAX));
        var clouds = Examples.clouds(seed, 1200, 20, CLASSES, 1).scaled(300, 100);
        return new Patient.Run(compiled(new Adam(), model), clouds);
    }

    private static Patient.Run images(long seed, Optimizer optimizer, Model model) {
        return new Patient.Run(compiled(optimizer, model), Examples.bars(seed, 1000, 12));
    }

    /// Its validation losses are those of moving averages that come late, and jump.
    private static Model normalisedImages() {
        var model = new Sequential(new Input(12, 12, 1));
        for (int filters : new int[] {8, 16, 16}) {
            model.add(new SeparableConv2D(filters, 3).useBias(false));
            model.add(new BatchNormalization());
            model.add(new ReLU());
        }
        model.add(new GlobalAveragePooling2D());
        model.add(new Dense(4).activation(SOFTMAX));
        return model;
    }

    private static Patient.Run logits(long seed) {
        var model = new Sequential(new Input(20), new Dense(64).activation(RELU), new Dense(CLASSES));
        Loss loss = new SparseCategoricalCrossentropy().fromLogits(true);
        model.compile(new Adam(0.003), loss);
        return new Patient.Run(model, Examples.clouds(seed, 1200, 20, CLASSES, 0.7));
    }
}
