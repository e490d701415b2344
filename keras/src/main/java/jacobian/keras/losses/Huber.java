package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// Half the square of small errors, linear in large ones: for e = yPred - yTrue, e^2 / 2 where |e| <= delta, else
/// delta |e| - delta^2 / 2; the mean along the last axis (Huber 1964).
public final class Huber extends PairedLoss<Huber> {
    private final Setting<Double> delta = setting("delta", 1.0);

    /// Where the loss turns from square to linear; 1 unless set.
    public Huber delta(double delta) {
        return set(this.delta, Checks.positive("delta", delta));
    }

    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        double border = value(delta);
        var error = yPred.subtract(yTrue);
        var size = error.abs();
        var square = scaled(error.square(), 0.5);
        var linear = scaled(size, border).subtract(constant(size, border * border / 2));
        return size.lessEqual(constant(size, border)).select(square, linear).mean(-1);
    }

    @Override
    protected String automaticName() {
        return "huber_loss";
    }
}
