package jacobian.keras.losses;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.NN;
import java.util.Optional;

/// The cross-entropy between targets that are class indices and predicted probabilities of classes: -log(p of the
/// target's class).
///
/// | | shape |
/// |---|---|
/// | target | `(batch, ...)`, or `(batch, ..., 1)` |
/// | prediction | `(batch, ..., classes)` |
/// | losses of samples | `(batch, ...)` |
///
/// Probabilities are divided by their sum and brought into [1e-7, 1 - 1e-7]. With `fromLogits` predictions are
/// logits, whose softmax is the probability.
public final class SparseCategoricalCrossentropy extends FluentLoss<SparseCategoricalCrossentropy> {
    private final Setting<Boolean> fromLogits = setting("from_logits", false);
    private final Setting<Integer> ignoreClass = optional("ignore_class", Integer.class);
    private final Setting<Integer> axis = setting("axis", -1);

    public SparseCategoricalCrossentropy fromLogits(boolean fromLogits) {
        return set(this.fromLogits, fromLogits);
    }

    /// Samples of this class count neither for the loss nor for its mean.
    public SparseCategoricalCrossentropy ignoreClass(int ignoreClass) {
        return set(this.ignoreClass, ignoreClass);
    }

    /// The axis of the classes; the last unless set.
    public SparseCategoricalCrossentropy axis(int axis) {
        return set(this.axis, axis);
    }

    @Override
    public Tensor call(Tensor yTrue, Tensor yPred) {
        var scores = yPred;
        var labels = labels(yTrue, yPred);
        checkShapes(labels.shape(), yPred.shape().without(value(axis)), yTrue, yPred);
        var valid = validity(yTrue, yPred);
        if (valid.isPresent()) {
            labels = valid.get().select(labels, labels.constant(0, DType.INT32));
            scores = valid.get().expandDims(value(axis)).select(scores, constant(scores, 0));
        }
        var losses = NN.sparseCategoricalCrossentropy(labels, scores, value(fromLogits), value(axis));
        return valid.isPresent() ? valid.get().select(losses, constant(losses, 0)) : losses;
    }

    @Override
    public Optional<Tensor> validity(Tensor yTrue, Tensor yPred) {
        return find(ignoreClass).map(ignored -> {
            var labels = labels(yTrue, yPred);
            return labels.notEqual(labels.constant(ignored, DType.INT32));
        });
    }

    private Tensor labels(Tensor yTrue, Tensor yPred) {
        boolean extra =
                yTrue.rank() == yPred.rank() && yTrue.shape().dim(value(axis)).isOne();
        return (extra ? yTrue.squeeze(value(axis)) : yTrue).cast(DType.INT32);
    }

    private void checkShapes(Shape labels, Shape samples, Tensor yTrue, Tensor yPred) {
        boolean fits = labels.rank() == samples.rank();
        for (int i = 0; fits && i < labels.rank(); i++) {
            fits = labels.dim(i).agrees(samples.dim(i));
        }
        if (!fits) {
            throw new ShapeException(this + " cannot compare the target " + yTrue.shape() + " with the prediction "
                    + yPred.shape()
                    + "\n  needs  one class index for each " + samples + " of the prediction"
                    + "\n  mend   use CategoricalCrossentropy where targets are one-hot");
        }
    }
}
