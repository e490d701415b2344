package jacobian.keras.losses;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.List;

/// How unlikely a sequence of labels is, given scores for each step of a longer sequence, whatever their alignment
/// (Graves et al. 2006): -log of the probability summed over all ways to stretch the labels with repetitions and
/// blanks.
///
/// Targets are class indices `(batch, labels)`, filled up with 0; predictions are logits `(batch, steps, classes)`.
/// Class 0 is the blank and stands for no label. All steps of a sample count.
public final class CTC extends FluentLoss<CTC> {
    @Override
    public Tensor call(Tensor yTrue, Tensor yPred) {
        if (yTrue.rank() != 2 || yPred.rank() != 3) {
            throw new ShapeException(this + " cannot compare the target " + yTrue.shape() + " with the prediction "
                    + yPred.shape() + "\n  needs  labels (batch, labels) and logits (batch, steps, classes)\n  mend   "
                    + "fill shorter targets up with 0");
        }
        var labels = yTrue.cast(DType.INT32);
        var logarithms = yPred.logSoftmax(-1);
        var blank = logarithms.range(2, 0, 1).transpose(1, 0, 2);
        var last = Alignments.of(labels, chosen(logarithms, labels).transpose(1, 0, 2), blank);
        int width = labels.shape().size(1) + 1;
        var lengths = labels.notEqual(labels.constant(0, DType.INT32))
                .cast(DType.INT32)
                .sum(1);
        return last.multiply(lengths.oneHot(width, last.dtype())).sum(1).negative();
    }

    /// The logarithm of each label's probability at each step: `(batch, steps, labels)`.
    private static Tensor chosen(Tensor logarithms, Tensor labels) {
        var shape = logarithms.shape();
        var wide =
                Shape.of(List.<Dim>of(shape.dim(0), shape.dim(1), labels.shape().dim(1)));
        return logarithms.takeAlongAxis(labels.expandDims(1).broadcastTo(wide), -1);
    }
}
