package jacobian.keras.models;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.GlobalAveragePooling1D;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.optimizers.Adam;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Trains small networks from one seed and prints the bits of their final weights: what [DeterminismTest]
/// compares between JVMs.
final class FinalWeights {
    private FinalWeights() {}

    /// `args[0]` is "tiny" for what an interpreter does in seconds, else "all".
    public static void main(String[] args) {
        boolean tiny = args[0].equals("tiny");
        print("dense", () -> dense(tiny ? 4 : 64), floats(tiny ? 24 : 500, 12), 12, 3);
        print("words", FinalWeights::words, words(tiny ? 12 : 300, 9), 9, 3);
        for (var policy : List.of("mixed_bfloat16", "mixed_float16")) {
            print(policy, under(policy, () -> dense(tiny ? 4 : 64)), floats(tiny ? 24 : 500, 12), 12, 3);
        }
        if (!tiny) {
            print("images", FinalWeights::images, floats(150, 10 * 10 * 2), 200, 3);
            print("half images", under("mixed_bfloat16", FinalWeights::images), floats(150, 10 * 10 * 2), 200, 3);
        }
    }

    private static Supplier<Model> under(String policy, Supplier<Model> model) {
        return () -> {
            Config.setDtypePolicy(policy);
            try {
                return model.get();
            } finally {
                Config.setDtypePolicy("float32");
            }
        };
    }

    private static Model dense(int units) {
        return new Sequential(
                new Input(12),
                new Dense(units).activation(RELU),
                new BatchNormalization(),
                new Dropout(0.3),
                new Dense(3).activation(SOFTMAX));
    }

    private static Model words() {
        return new Sequential(
                new Input(9),
                new Embedding(40, 8),
                new GlobalAveragePooling1D(),
                new Dropout(0.2),
                new Dense(3).activation(SOFTMAX));
    }

    private static Model images() {
        return new Sequential(
                new Input(200),
                new jacobian.keras.layers.Reshape(10, 10, 2),
                new Conv2D(17, 3).activation(RELU),
                new BatchNormalization(),
                new MaxPooling2D(2),
                new Flatten(),
                new Dense(3).activation(SOFTMAX));
    }

    private static float[] floats(int rows, int columns) {
        var random = new Random(7);
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] words(int rows, int columns) {
        var values = floats(rows, columns);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(39, Math.abs(Float.floatToIntBits(values[i]) >>> 13) % 40);
        }
        return values;
    }

    private static void print(String name, Supplier<Model> made, float[] x, int columns, int classes) {
        Seeds.setRandomSeed(11);
        var model = made.get();
        int rows = x.length / columns;
        var labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = (int) Math.abs((long) (x[i * columns] * 1000)) % classes;
        }
        model.compile(new Adam(0.01), new SparseCategoricalCrossentropy());
        model.fit(
                Dataset.of(Tensor.of(x, rows, columns), Tensor.of(labels)),
                fit -> fit.epochs(2).batchSize(16).verbose(0));
        var bits = new StringBuilder();
        for (var weight : model.weights()) {
            long hash = 17;
            for (float value : weight.floats()) {
                hash = 31 * hash + Float.floatToRawIntBits(value);
            }
            bits.append(' ').append(HexFormat.of().toHexDigits(hash));
        }
        System.out.println(name + bits);
    }
}
