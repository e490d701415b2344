package jacobian.keras.regularizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;

/// l1 * sum(|x|): drives weights to exactly 0.
public record L1(double l1) implements Regularizer {
    public L1 {
        Checks.notNegative("l1", l1);
    }

    /// With Keras' factor 0.01.
    public L1() {
        this(0.01);
    }

    @Override
    public Tensor apply(Tensor x) {
        return x.abs().sum().multiply(x.constant(l1, x.dtype()));
    }
}
