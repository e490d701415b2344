package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.losses.SameRank;
import jacobian.keras.losses.Weighting;
import java.util.List;

/// The four counts of binary decisions, one of each for a threshold: `(thresholds,)`.
record Confusion(Tensor truePositives, Tensor falsePositives, Tensor trueNegatives, Tensor falseNegatives) {
    /// Counts values whose score is above each of `thresholds` against those whose target is not 0, weighed.
    static Confusion of(Tensor yTrue, Tensor yPred, Weighting weighting, List<Double> thresholds) {
        var same = SameRank.of(yTrue, yPred);
        var scores = same.second();
        var positive = same.first()
                .cast(DType.BOOL)
                .cast(DType.FLOAT32)
                .broadcastTo(scores.shape())
                .flatten()
                .expandDims(0);
        var weight = weighting
                .factors(DType.FLOAT32, false)
                .map(factors -> expanded(factors, scores).flatten().expandDims(0))
                .orElseGet(positive::onesLike);
        var chosen = above(scores.flatten().expandDims(0), thresholds);
        var one = positive.constant(1, DType.FLOAT32);
        var labels = positive.multiply(weight);
        var others = one.subtract(positive).multiply(weight);
        return new Confusion(
                chosen.multiply(labels).sum(1),
                chosen.multiply(others).sum(1),
                one.subtract(chosen).multiply(others).sum(1),
                one.subtract(chosen).multiply(labels).sum(1));
    }

    /// 1 where a score `(1, n)` is above a threshold: `(thresholds, n)`.
    private static Tensor above(Tensor scores, List<Double> thresholds) {
        var borders = Tensor.of(
                        thresholds.stream().mapToDouble(Double::doubleValue).toArray())
                .expandDims(-1);
        return scores.greater(borders.cast(scores.dtype())).cast(DType.FLOAT32);
    }

    /// Weights `(batch,)` or of more axes, repeated for each score.
    private static Tensor expanded(Tensor factors, Tensor scores) {
        var weight = SameRank.of(scores, factors).second();
        while (weight.rank() < scores.rank()) {
            weight = weight.expandDims(-1);
        }
        return weight.broadcastTo(scores.shape());
    }

    /// Scores of which all but the `k` highest of a sample are out of reach.
    static Tensor onlyTop(Tensor scores, int k) {
        var chosen =
                scores.topK(k).oneHot(scores.shape().size(-1), DType.FLOAT32).sum(-2);
        var none = scores.constant(Double.NEGATIVE_INFINITY, scores.dtype());
        return chosen.cast(DType.BOOL).select(scores, none);
    }
}
