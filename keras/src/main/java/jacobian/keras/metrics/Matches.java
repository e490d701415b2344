package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;

/// Where predicted classes are the true ones, as 1 and 0.
final class Matches {
    private Matches() {}

    /// 1 where both are equal.
    static Tensor of(Tensor a, Tensor b) {
        return a.equal(b).cast(DType.FLOAT32);
    }

    /// Class indices `(batch, ...)` of targets that may have one axis of size 1 more.
    static Tensor labels(Metric metric, Tensor yTrue, Tensor yPred) {
        boolean extra = yTrue.rank() == yPred.rank() && yTrue.shape().dim(-1).isOne();
        var labels = (extra ? yTrue.squeeze(-1) : yTrue).cast(DType.INT32);
        boolean fits = labels.rank() == yPred.rank() - 1;
        for (int i = 0; fits && i < labels.rank(); i++) {
            fits = labels.shape().dim(i).agrees(yPred.shape().dim(i));
        }
        if (!fits) {
            throw refusal(
                    metric,
                    yTrue,
                    yPred,
                    "one class index for each sample",
                    "use the metric without Sparse where targets are one-hot");
        }
        return labels;
    }

    /// Class indices of one-hot targets.
    static Tensor oneHotLabels(Metric metric, Tensor yTrue, Tensor yPred) {
        boolean fits = yTrue.rank() == yPred.rank();
        for (int i = 0; fits && i < yTrue.rank(); i++) {
            fits = yTrue.shape().dim(i).agrees(yPred.shape().dim(i));
        }
        if (!fits) {
            throw refusal(
                    metric, yTrue, yPred, "one-hot targets", "use the Sparse metric where targets are class indices");
        }
        return yTrue.argmax(-1);
    }

    private static ShapeException refusal(Metric metric, Tensor yTrue, Tensor yPred, String needs, String mend) {
        return new ShapeException(metric + " cannot compare the target " + yTrue.shape() + " with the prediction "
                + yPred.shape() + "\n  needs  " + needs + "\n  mend   " + mend);
    }

    /// 1 where fewer than `k` classes have a higher score than the true one.
    static Tensor topK(Tensor labels, Tensor scores, int k) {
        var chosen = scores.takeAlongAxis(labels.expandDims(-1), -1);
        var score = chosen.isnan().select(chosen.constant(Double.NEGATIVE_INFINITY, chosen.dtype()), chosen);
        var higher = scores.greater(score).cast(DType.INT32).sum(-1);
        return higher.less(higher.constant(k, DType.INT32)).cast(DType.FLOAT32);
    }

    /// 1 where the first `k` of the class indices `ids` hold the true one.
    static Tensor among(Tensor labels, Tensor ids, int k) {
        int count = Math.min(k, ids.shape().size(-1));
        var first = ids.range(-1, 0, count).cast(DType.INT32);
        return first.equal(labels.expandDims(-1)).any(-1).cast(DType.FLOAT32);
    }
}
