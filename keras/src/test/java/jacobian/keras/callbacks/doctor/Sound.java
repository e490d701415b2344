package jacobian.keras.callbacks.doctor;

import static jacobian.keras.activations.Activations.GELU;
import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SIGMOID;
import static jacobian.keras.activations.Activations.SOFTMAX;
import static jacobian.keras.activations.Activations.TANH;

import jacobian.engine.shape.DType;
import jacobian.keras.layers.Activation;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.GRU;
import jacobian.keras.layers.GlobalAveragePooling1D;
import jacobian.keras.layers.GlobalAveragePooling2D;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.LayerNormalization;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.layers.MultiHeadAttention;
import jacobian.keras.layers.SimpleRNN;
import jacobian.keras.losses.BinaryCrossentropy;
import jacobian.keras.losses.MeanAbsoluteError;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.RMSprop;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.regularizers.L2;
import java.util.List;

/// Networks of many kinds with which nothing is wrong.
final class Sound {
    private Sound() {}

    static List<Patient> all() {
        return List.of(
                Patient.sound(
                        "perceptron, Adam",
                        10,
                        seed -> new Patient.Run(perceptron(new Adam()), Examples.clouds(seed, 1000, 20, 10, 1))),
                Patient.sound(
                        "perceptron, SGD",
                        10,
                        seed -> new Patient.Run(perceptron(new SGD(0.05)), Examples.clouds(seed, 1000, 20, 10, 1))),
                Patient.sound(
                        "perceptron, large Adam",
                        10,
                        seed -> new Patient.Run(perceptron(new Adam(0.01)), Examples.clouds(seed, 1000, 20, 10, 1))),
                Patient.sound("convolutions", 6, Sound::convolutions),
                Patient.sound("LSTM", 8, Sound::lstm),
                Patient.sound("simple RNN", 8, Sound::simple),
                Patient.sound("GRU, gradients clipped", 8, Sound::gru),
                Patient.sound("Transformer block", 6, Sound::transformer),
                Patient.sound("regression, SGD with momentum", 15, Sound::regression),
                Patient.sound("noisy regression, MAE", 15, Sound::noisy),
                Patient.sound("autoencoder", 10, Sound::autoencoder),
                Patient.sound("batch-normalised, RMSprop", 8, Sound::normalised),
                Patient.sound("dropout and L2", 12, Sound::regularised),
                Patient.sound("one in twenty", 10, Sound::rare),
                Patient.sound("small data", 40, Sound::small),
                Patient.sound("deep residual, GELU", 8, Sound::residual),
                Patient.sound("tanh", 10, Sound::tanh),
                Patient.sound("logistic regression", 20, Sound::logistic));
    }

    private static Model compiled(Optimizer optimizer, Model model) {
        model.compile(optimizer, new SparseCategoricalCrossentropy());
        return model;
    }

    private static Model perceptron(Optimizer optimizer) {
        return compiled(
                optimizer,
                new Sequential(
                        new Input(20),
                        new Dense(64).activation(RELU),
                        new Dense(32).activation(RELU),
                        new Dense(10).activation(SOFTMAX)));
    }

    private static Patient.Run convolutions(long seed) {
        var model = new Sequential(
                new Input(12, 12, 1),
                new Conv2D(8, 3).activation(RELU),
                new MaxPooling2D(2),
                new Conv2D(16, 3).activation(RELU),
                new GlobalAveragePooling2D(),
                new Dense(4).activation(SOFTMAX));
        return new Patient.Run(compiled(new Adam(0.003), model), Examples.bars(seed, 1000, 12));
    }

    private static Patient.Run lstm(long seed) {
        var model = new Sequential(new Input(24, 2), new LSTM(24), new Dense(3).activation(SOFTMAX));
        return new Patient.Run(compiled(new Adam(0.005), model), Examples.waves(seed, 800, 24));
    }

    private static Patient.Run simple(long seed) {
        var model = new Sequential(new Input(24, 2), new SimpleRNN(24), new Dense(3).activation(SOFTMAX));
        return new Patient.Run(compiled(new Adam(0.003), model), Examples.waves(seed, 800, 24));
    }

    private static Patient.Run gru(long seed) {
        var model = new Sequential(
                new Input(24, 2), new GRU(16).returnSequences(true), new GRU(16), new Dense(3).activation(SOFTMAX));
        return new Patient.Run(compiled(new Adam(0.005).clipnorm(1), model), Examples.waves(seed, 800, 24));
    }

    private static Patient.Run transformer(long seed) {
        var tokens = new Input(24).dtype(DType.INT32);
        var x = new Embedding(200, 32).apply(tokens);
        var attended = new MultiHeadAttention(2, 16).apply(x, x);
        x = new LayerNormalization().apply(new Add().apply(x, attended));
        var hidden = new Dense(64).activation(GELU).apply(x);
        x = new LayerNormalization().apply(new Add().apply(x, new Dense(32).apply(hidden)));
        var pooled = new GlobalAveragePooling1D().apply(x);
        var model = new Model(tokens, new Dense(2).activation(SOFTMAX).apply(pooled));
        return new Patient.Run(compiled(new Adam(), model), Examples.texts(seed, 1500, 24, 200));
    }

    private static Patient.Run regression(long seed) {
        var model = new Sequential(
                new Input(6), new Dense(64).activation(RELU), new Dense(64).activation(RELU), new Dense(1));
        model.compile(new SGD(0.01).momentum(0.9), new MeanSquaredError());
        return new Patient.Run(model, Examples.curve(seed, 1500, 6, 0.1));
    }

    private static Patient.Run noisy(long seed) {
        var model = new Sequential(new Input(6), new Dense(32).activation(RELU), new Dense(1));
        model.compile(new Adam(0.003), new MeanAbsoluteError());
        return new Patient.Run(model, Examples.curve(seed, 1500, 6, 1.5));
    }

    private static Patient.Run autoencoder(long seed) {
        var model = new Sequential(
                new Input(12, 12, 1),
                new Flatten(),
                new Dense(64).activation(RELU),
                new Dense(16),
                new Dense(64).activation(RELU),
                new Dense(144).activation(SIGMOID));
        model.compile(new Adam(0.002), new BinaryCrossentropy());
        var bars = Examples.bars(seed, 1000, 12);
        var x = bars.x().reshape(800, 144);
        var valid = bars.validX().reshape(200, 144);
        return new Patient.Run(model, new Examples(bars.x(), x, bars.validX(), valid));
    }

    private static Patient.Run normalised(long seed) {
        var model = new Sequential(
                new Input(20),
                new Dense(64).useBias(false),
                new BatchNormalization(),
                new Activation(RELU),
                new Dense(64).useBias(false),
                new BatchNormalization(),
                new Activation(RELU),
                new Dense(10).activation(SOFTMAX));
        return new Patient.Run(compiled(new RMSprop(), model), Examples.clouds(seed, 1000, 20, 10, 1));
    }

    private static Patient.Run regularised(long seed) {
        var model = new Sequential(
                new Input(20),
                new Dense(128).activation(RELU).kernelRegularizer(new L2(1e-3)),
                new Dropout(0.5),
                new Dense(64).activation(RELU).kernelRegularizer(new L2(1e-3)),
                new Dropout(0.5),
                new Dense(10).activation(SOFTMAX));
        return new Patient.Run(compiled(new Adam(), model), Examples.clouds(seed, 1000, 20, 10, 1));
    }

    private static Patient.Run rare(long seed) {
        var model = new Sequential(new Input(10), new Dense(32).activation(RELU), new Dense(1).activation(SIGMOID));
        model.compile(new Adam(0.003), new BinaryCrossentropy());
        return new Patient.Run(model, Examples.rare(seed, 2000, 10, 0.05));
    }

    private static Patient.Run small(long seed) {
        var model = new Sequential(new Input(4), new Dense(16).activation(RELU), new Dense(3).activation(SOFTMAX));
        return new Patient.Run(compiled(new Adam(0.01), model), Examples.clouds(seed, 150, 4, 3, 0.6));
    }

    private static Patient.Run residual(long seed) {
        var input = new Input(20);
        var x = new Dense(48).apply(input);
        for (int i = 0; i < 6; i++) {
            var inner = new Dense(48).activation(GELU).apply(new LayerNormalization().apply(x));
            x = new Add().apply(x, new Dense(48).apply(inner));
        }
        var model = new Model(input, new Dense(10).activation(SOFTMAX).apply(x));
        return new Patient.Run(compiled(new Adam(), model), Examples.clouds(seed, 1500, 20, 10, 1));
    }

    private static Patient.Run tanh(long seed) {
        var model = new Sequential(
                new Input(20),
                new Dense(64).activation(TANH),
                new Dense(64).activation(TANH),
                new Dense(64).activation(TANH),
                new Dense(10).activation(SOFTMAX));
        return new Patient.Run(compiled(new SGD(0.1), model), Examples.clouds(seed, 1000, 20, 10, 1));
    }

    private static Patient.Run logistic(long seed) {
        var model = new Sequential(new Input(20), new Dense(4).activation(SOFTMAX));
        return new Patient.Run(compiled(new SGD(0.1), model), Examples.clouds(seed, 800, 20, 4, 2));
    }
}
