package jacobian.keras.losses;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;

/// (1 - p^q) / q for the probability p of the target's class: between cross-entropy (q near 0) and absolute
/// error (q near 1), for targets that are class indices and partly wrong (Zhang and Sabuncu 2018).
public final class CategoricalGeneralizedCrossEntropy extends FluentLoss<CategoricalGeneralizedCrossEntropy> {
    private final Setting<Double> q = setting("q", 0.5);

    /// Between 0 and 1, both excluded.
    public CategoricalGeneralizedCrossEntropy q(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("q=" + q + ": needs a number between 0 and 1");
        }
        return set(this.q, q);
    }

    @Override
    public Tensor call(Tensor yTrue, Tensor yPred) {
        var labels = SameRank.of(yTrue, yPred.sum(-1)).first().cast(DType.INT32);
        var chosen = labels.oneHot(yPred.shape().size(-1), yPred.dtype());
        var p = yPred.multiply(chosen).sum(-1);
        return complement(p.power(constant(p, value(q)))).divide(constant(p, value(q)));
    }
}
