package jacobian.keras.regularizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;

/// l2 * sum(x^2), without a factor 1/2: keeps weights small.
public record L2(double l2) implements Regularizer {
    public L2 {
        Checks.notNegative("l2", l2);
    }

    /// With Keras' factor 0.01.
    public L2() {
        this(0.01);
    }

    @Override
    public Tensor apply(Tensor x) {
        return x.square().sum().multiply(x.constant(l2, x.dtype()));
    }
}
