package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.losses.SameRank;
import jacobian.keras.losses.Weighting;
import java.util.List;
import java.util.Optional;

/// The four counts of binary decisions, one of each for a threshold: `(thresholds,)`, or `(thresholds, labels)`.
record Confusion(Tensor truePositives, Tensor falsePositives, Tensor trueNegatives, Tensor falseNegatives) {
    /// Counts values whose score is above each of `thresholds` against those whose target is not 0, weighed.
    static Confusion of(Tensor yTrue, Tensor yPred, Weighting weighting, Thresholds thresholds) {
        return of(yTrue, yPred, weighting, Optional.empty(), thresholds);
    }

    /// The same, where each position of the last axis has a weight of its own.
    static Confusion of(
            Tensor yTrue, Tensor yPred, Weighting weighting, Optional<Tensor> labelWeights, Thresholds thresholds) {
        var same = SameRank.of(yTrue, yPred);
        var scores = same.second();
        var weight = weights(scores, weighting, thresholds.counted());
        var each = labelWeights
                .map(label -> weight.multiply(label.cast(weight.dtype())))
                .orElse(weight);
        var positive = positive(same.first(), scores, thresholds.counted()).ravel();
        return counted(positive, each.ravel(), scores.ravel(), thresholds);
    }

    /// The counts of each label apart, for targets and scores `(batch, labels)`.
    static Confusion byLabel(Tensor yTrue, Tensor scores, Weighting weighting, Thresholds thresholds) {
        var type = thresholds.counted();
        return counted(positive(yTrue, scores, type), weights(scores, weighting, type), scores, thresholds);
    }

    /// Axis 0 counts samples; all three are of one shape.
    private static Confusion counted(Tensor positive, Tensor weight, Tensor scores, Thresholds thresholds) {
        var chosen = thresholds.passedBy(scores);
        var one = positive.constant(1, positive.dtype());
        var labels = positive.multiply(weight).expandDims(0);
        var others = one.subtract(positive).multiply(weight).expandDims(0);
        return new Confusion(
                chosen.multiply(labels).sum(1),
                chosen.multiply(others).sum(1),
                one.subtract(chosen).multiply(others).sum(1),
                one.subtract(chosen).multiply(labels).sum(1));
    }

    /// 1 where the target is not 0.
    private static Tensor positive(Tensor yTrue, Tensor scores, DType type) {
        return yTrue.cast(DType.BOOL).cast(type).broadcastTo(scores.shape());
    }

    /// Weights `(batch,)` or of more axes, repeated for each score.
    private static Tensor weights(Tensor scores, Weighting weighting, DType type) {
        return weighting
                .factors(type, false)
                .map(factors -> expanded(factors, scores))
                .orElseGet(() -> scores.cast(type).onesLike());
    }

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

    List<Tensor> all() {
        return List.of(truePositives, falsePositives, trueNegatives, falseNegatives);
    }

    /// Which part of the positive values is found: tp / (tp + fn).
    Tensor recall() {
        return Weighting.ratio(truePositives, truePositives.add(falseNegatives));
    }

    /// Which part of the values found is positive: tp / (tp + fp).
    Tensor precision() {
        return Weighting.ratio(truePositives, truePositives.add(falsePositives));
    }

    /// Which part of the negative values is left out: tn / (tn + fp).
    Tensor specificity() {
        return Weighting.ratio(trueNegatives, trueNegatives.add(falsePositives));
    }

    /// Which part of the negative values is found by mistake: fp / (fp + tn).
    Tensor fallOut() {
        return Weighting.ratio(falsePositives, falsePositives.add(trueNegatives));
    }
}
