package jacobian.keras.losses;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.ops.NN;

/// How unlikely a sequence of labels is, given scores for each step of a longer sequence, whatever their
/// alignment (Graves et al. 2006): -log of the probability summed over all ways to stretch the labels with
/// repetitions and blanks.
///
/// Targets are class indices `(batch, labels)`, filled up with 0; predictions are logits `(batch, steps,
/// classes)`. Class 0 is the blank and stands for no label. All steps of a sample count.
public final class CTC extends FluentLoss<CTC> {
    @Override
    public Tensor call(Tensor yTrue, Tensor yPred) {
        if (yTrue.rank() != 2 || yPred.rank() != 3) {
            throw new ShapeException(this + " cannot compare the target " + yTrue.shape() + " with the prediction "
                    + yPred.shape() + "\n  needs  labels (batch, labels) and logits (batch, steps, classes)\n  mend   "
                    + "fill shorter targets up with 0");
        }
        var labels = yTrue.cast(DType.INT32);
        var lengths = labels.notEqual(labels.constant(0, DType.INT32))
                .cast(DType.INT32)
                .sum(1);
        return NN.ctcLoss(labels, yPred, lengths, 0);
    }
}
