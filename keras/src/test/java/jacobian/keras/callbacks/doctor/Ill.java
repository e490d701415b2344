package jacobian.keras.callbacks.doctor;

import static jacobian.keras.activations.Activations.LINEAR;
import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SIGMOID;
import static jacobian.keras.activations.Activations.SOFTMAX;

import jacobian.keras.initializers.Orthogonal;
import jacobian.keras.initializers.RandomNormal;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.SimpleRNN;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.SGD;
import java.util.List;

/// Twelve networks that are broken on purpose.
final class Ill {
    private Ill() {}

    static List<Patient> all() {
        return List.of(
                Patient.ill("deep sigmoid stack", Problem.VANISHING_GRADIENTS, 6, true, Ill::sigmoids),
                Patient.ill("exploding RNN", Problem.EXPLODING_GRADIENTS, 4, true, Ill::explodingRecurrence),
                Patient.ill("dead ReLU", Problem.DEAD_UNITS, 6, true, Ill::deadUnits),
                Patient.ill(
                        "unscaled inputs",
                        Problem.UNSCALED_INPUTS,
                        6,
                        true,
                        seed -> new Patient.Run(
                                network(new Adam(), 10), clouds(seed).scaled(60, 128))),
                Patient.ill("zero weights", Problem.SYMMETRIC_WEIGHTS, 6, true, Ill::zeros),
                Patient.ill(
                        "shuffled labels, validated",
                        Problem.NO_SIGNAL,
                        10,
                        true,
                        seed -> new Patient.Run(
                                network(new Adam(), 10), clouds(seed).shuffled(seed))),
                Patient.ill("shuffled labels", Problem.NO_SIGNAL, 10, false, Ill::shuffledNumbers),
                Patient.ill(
                        "tiny learning rate",
                        Problem.LEARNING_RATE_TOO_LOW,
                        6,
                        true,
                        seed -> run(seed, new Adam(1e-8))),
                Patient.ill(
                        "huge learning rate",
                        Problem.LEARNING_RATE_TOO_HIGH,
                        6,
                        true,
                        seed -> run(seed, new Adam(1.0))),
                Patient.ill("log of 0", Problem.NON_FINITE, 6, true, Ill::logarithm),
                Patient.ill("learned by heart", Problem.OVERFITTING, 60, true, Ill::byHeart),
                Patient.ill(
                        "constant label",
                        Problem.CONSTANT_LABELS,
                        6,
                        true,
                        seed -> new Patient.Run(
                                network(new Adam(), 10), clouds(seed).constant(3))),
                Patient.ill("saturated softmax", Problem.SATURATED_UNITS, 6, true, Ill::sure));
    }

    private static Examples clouds(long seed) {
        return Examples.clouds(seed, 1000, 20, 10, 1);
    }

    private static Patient.Run run(long seed, Optimizer optimizer) {
        return new Patient.Run(network(optimizer, 10), clouds(seed));
    }

    private static Model network(Optimizer optimizer, int classes) {
        return compiled(
                optimizer,
                new Sequential(
                        new Input(20),
                        new Dense(64).activation(RELU),
                        new Dense(32).activation(RELU),
                        new Dense(classes).activation(SOFTMAX)));
    }

    private static Model compiled(Optimizer optimizer, Model model) {
        model.compile(optimizer, new SparseCategoricalCrossentropy());
        return model;
    }

    private static Patient.Run sigmoids(long seed) {
        var model = new Sequential(new Input(20));
        for (int i = 0; i < 10; i++) {
            model.add(new Dense(32).activation(SIGMOID));
        }
        model.add(new Dense(10).activation(SOFTMAX));
        return new Patient.Run(compiled(new SGD(0.1), model), clouds(seed));
    }

    private static Patient.Run explodingRecurrence(long seed) {
        var model = new Sequential(
                new Input(40, 2),
                new SimpleRNN(24).activation(LINEAR).recurrentInitializer(new Orthogonal(1.3)),
                new Dense(3).activation(SOFTMAX));
        return new Patient.Run(compiled(new SGD(1e-3), model), Examples.waves(seed, 800, 40));
    }

    private static Patient.Run deadUnits(long seed) {
        var model = new Sequential(
                new Input(20),
                new Dense(64).activation(RELU),
                new Dense(64).activation(RELU),
                new Dense(64).activation(RELU),
                new Dense(10).activation(SOFTMAX));
        return new Patient.Run(compiled(new Adam(0.3), model), clouds(seed));
    }

    private static Patient.Run zeros(long seed) {
        var model = new Sequential(
                new Input(20),
                new Dense(64).activation(RELU).kernelInitializer(new Zeros()),
                new Dense(32).activation(RELU).kernelInitializer(new Zeros()),
                new Dense(10).activation(SOFTMAX).kernelInitializer(new Zeros()));
        return new Patient.Run(compiled(new Adam(), model), clouds(seed));
    }

    private static Patient.Run shuffledNumbers(long seed) {
        var model = new Sequential(new Input(6), new Dense(16).activation(RELU), new Dense(1));
        model.compile(new Adam(), new MeanSquaredError());
        return new Patient.Run(model, Examples.curve(seed, 2000, 6, 0.1).shuffled(seed));
    }

    private static Patient.Run logarithm(long seed) {
        var model = new Sequential(new Input(20), new Dense(64).activation(RELU), new Dense(10).activation(RELU));
        model.compile(
                new Adam(),
                Loss.of(
                        "log_likelihood",
                        (y, p) -> y.oneHot(10, p.dtype())
                                .multiply(p.log())
                                .sum(-1)
                                .negative()));
        return new Patient.Run(model, clouds(seed));
    }

    private static Patient.Run byHeart(long seed) {
        var model = new Sequential(
                new Input(20),
                new Dense(256).activation(RELU),
                new Dense(256).activation(RELU),
                new Dense(4).activation(SOFTMAX));
        return new Patient.Run(compiled(new Adam(), model), Examples.clouds(seed, 200, 20, 4, 2.5));
    }

    private static Patient.Run sure(long seed) {
        var model = new Sequential(
                new Input(20),
                new Dense(64).activation(RELU),
                new Dense(10).activation(SOFTMAX).kernelInitializer(new RandomNormal(0, 40)));
        return new Patient.Run(compiled(new Adam(), model), clouds(seed));
    }
}
