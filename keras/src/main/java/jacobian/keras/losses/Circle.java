package jacobian.keras.losses;

import jacobian.engine.graph.Iota;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.Optional;

/// Draws embeddings of one class together and pushes those of others away (Sun et al. 2020): softplus(log sum
/// exp(p) + log sum exp(n)) for each sample, over its positive and its negative pairs of the batch.
///
/// Predictions are embeddings `(batch, features)` of length 1, targets class indices `(batch,)`. With the
/// distance d = max(1 - cos, 0): p = gamma (margin + d) (d - margin), n = gamma max(1 + margin - d, 0) (1 -
/// margin - d). Samples of which nothing is left do not count.
public final class Circle extends FluentLoss<Circle> {
    private final Setting<Double> gamma = setting("gamma", 80.0);
    private final Setting<Double> margin = setting("margin", 0.4);
    private final Setting<Boolean> removeDiagonal = setting("remove_diagonal", true);

    /// How steeply pairs are weighed; 80 unless set.
    public Circle gamma(double gamma) {
        return set(this.gamma, Checks.positive("gamma", gamma));
    }

    /// How much the distances of positive and negative pairs are relaxed; 0.4 unless set.
    public Circle margin(double margin) {
        return set(this.margin, margin);
    }

    /// Whether a sample makes no pair with itself; it makes none unless set.
    public Circle removeDiagonal(boolean removeDiagonal) {
        return set(this.removeDiagonal, removeDiagonal);
    }

    @Override
    public Tensor call(Tensor yTrue, Tensor yPred) {
        boolean fits = yPred.rank() == 2
                && (yTrue.rank() == 1
                        || yTrue.rank() == 2 && yTrue.shape().dim(-1).isOne());
        if (!fits) {
            throw new ShapeException(this + " cannot compare the target " + yTrue.shape() + " with the prediction "
                    + yPred.shape() + "\n  needs  embeddings (batch, features) and class indices (batch,)\n  mend   "
                    + "flatten the embeddings, and give classes as indices rather than one-hot");
        }
        return call(yTrue, yPred, yTrue, yPred);
    }

    /// The losses of samples whose pairs are made with references: their labels `(references,)` and embeddings
    /// `(references, features)`. Unless the diagonal counts, reference i stands for sample i.
    public Tensor call(Tensor yTrue, Tensor yPred, Tensor refLabels, Tensor refEmbeddings) {
        var labels = yTrue.cast(DType.INT32).ravel();
        var references = refLabels.cast(DType.INT32).ravel();
        var same = labels.expandDims(1).equal(references.expandDims(0));
        var distance = complement(yPred.matmul(refEmbeddings.cast(yPred.dtype()).transpose()));
        distance = distance.maximum(constant(distance, 0));
        var positive = value(removeDiagonal) ? same.logicalAnd(diagonal(same).logicalNot()) : same;
        var sum = logSumOf(positive, positives(distance)).add(logSumOf(same.logicalNot(), negatives(distance)));
        return softplus(sum);
    }

    private Tensor positives(Tensor distance) {
        var weight = distance.add(constant(distance, value(margin))).maximum(constant(distance, 0));
        return scaled(weight, value(gamma)).multiply(distance.subtract(constant(distance, value(margin))));
    }

    private Tensor negatives(Tensor distance) {
        var weight = constant(distance, 1 + value(margin)).subtract(distance).maximum(constant(distance, 0));
        return scaled(weight, value(gamma))
                .multiply(constant(distance, 1 - value(margin)).subtract(distance));
    }

    /// log(sum(exp(x))) over the pairs chosen; minus infinity, without a slope, where there is none.
    private static Tensor logSumOf(Tensor chosen, Tensor x) {
        var some = chosen.any(1);
        var kept = chosen.logicalOr(some.logicalNot().expandDims(1));
        var sum = kept.select(x, constant(x, Double.NEGATIVE_INFINITY)).logsumexp(1);
        return some.select(sum, constant(sum, Double.NEGATIVE_INFINITY));
    }

    /// log(1 + exp(x)), which is 0 for minus infinity and has no slope there.
    private static Tensor softplus(Tensor x) {
        var finite = x.isfinite();
        var safe = finite.select(x, x.zerosLike());
        return finite.select(safe.softplus(), x.maximum(constant(x, 0)));
    }

    /// True where a sample meets itself.
    private static Tensor diagonal(Tensor pairs) {
        var type = new TensorType(DType.INT32, pairs.shape());
        return pairs.apply(new Iota(type, 0), List.of()).equal(pairs.apply(new Iota(type, 1), List.of()));
    }

    @Override
    public Optional<Tensor> validity(Tensor yTrue, Tensor yPred) {
        var loss = call(yTrue, yPred);
        return Optional.of(loss.greater(constant(loss, 0)));
    }
}
