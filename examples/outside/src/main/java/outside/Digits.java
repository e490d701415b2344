package outside;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;

import jacobian.keras.config.Seeds;
import jacobian.keras.datasets.Datasets;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Rescaling;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.metrics.SparseCategoricalAccuracy;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;

/// Trains a small network on 1,797 handwritten digits and prints its accuracy on those it has not seen.
public final class Digits {
    private Digits() {}

    public static void main(String[] arguments) {
        Seeds.setRandomSeed(7);
        var digits = Datasets.digits().split(0.2, 7);
        var model = new Sequential(
                new Input(8, 8, 1),
                new Rescaling(1 / 16.0),
                new Flatten(),
                new Dense(64).activation(RELU),
                new Dense(10).activation(SOFTMAX));
        model.compile(new Adam(3e-3), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        model.fit(digits.train().dataset(), fit -> fit.epochs(10));
        var result = model.evaluate(digits.test().dataset());
        System.out.printf("test accuracy %.4f%n", result.get("sparse_categorical_accuracy"));
    }
}
