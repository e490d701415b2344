package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// sum(yTrue log(yTrue / yPred)) along the last axis, both brought into [1e-7, 1].
public final class KLDivergence extends PairedLoss<KLDivergence> {
    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        var target = bounded(yTrue);
        return target.multiply(target.divide(bounded(yPred)).log()).sum(-1);
    }

    private static Tensor bounded(Tensor x) {
        return x.maximum(epsilon(x)).minimum(constant(x, 1));
    }
}
