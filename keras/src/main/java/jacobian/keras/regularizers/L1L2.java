package jacobian.keras.regularizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;

/// l1 * sum(|x|) + l2 * sum(x^2).
public record L1L2(double l1, double l2) implements Regularizer {
    public L1L2 {
        Checks.notNegative("l1", l1);
        Checks.notNegative("l2", l2);
    }

    @Override
    public Tensor apply(Tensor x) {
        return new L1(l1).apply(x).add(new L2(l2).apply(x));
    }
}
