package jacobian.keras.tuners;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.util.Random;

/// Models that train in a moment.
final class Toys {
    private static final int ROWS = 64;

    private Toys() {}

    /// Rows of three numbers and their weighted sum.
    static Dataset sums() {
        var random = new Random(5);
        var x = new float[ROWS * 3];
        var y = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < 3; j++) {
                x[3 * i + j] = (float) random.nextGaussian();
                y[i] += (j + 1) * x[3 * i + j];
            }
        }
        return Dataset.of(Tensor.of(x, ROWS, 3), Tensor.of(y, ROWS, 1));
    }

    /// A model with two hyperparameters and dropout, so that every random number shows.
    static Model model(Trial trial) {
        var model =
                new Sequential(new Input(3), new Dense(trial.integer("units", 2, 8)), new Dropout(0.1), new Dense(1));
        model.compile(new SGD(trial.real("rate", 1e-3, 1e-1, it -> it.sampling(Sampling.LOG))), new MeanSquaredError());
        return model;
    }
}
