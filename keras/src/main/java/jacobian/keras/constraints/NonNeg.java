package jacobian.keras.constraints;

import jacobian.engine.tensor.Tensor;

/// max(w, 0): no element below 0.
public record NonNeg() implements Constraint {
    @Override
    public Tensor apply(Tensor w) {
        return w.maximum(w.constant(0, w.dtype()));
    }
}
