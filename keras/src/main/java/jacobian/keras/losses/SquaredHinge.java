package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// mean(max(1 - yTrue yPred, 0)^2) along the last axis, for targets -1 and 1; if all are 0 or 1, 0 counts as -1.
public final class SquaredHinge extends PairedLoss<SquaredHinge> {
    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        return Margins.of(yTrue, yPred).square().mean(-1);
    }
}
