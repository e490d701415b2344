package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// max(neg - pos + 1, 0) with pos = sum(yTrue yPred) and neg = max((1 - yTrue) yPred) along the last axis, for
/// one-hot targets.
public final class CategoricalHinge extends PairedLoss<CategoricalHinge> {
    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        var positive = yTrue.multiply(yPred).sum(-1);
        var negative = complement(yTrue).multiply(yPred).max(-1);
        return negative.subtract(positive).add(constant(yPred, 1)).maximum(constant(yPred, 0));
    }
}
