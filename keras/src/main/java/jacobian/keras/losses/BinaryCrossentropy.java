package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.NN;

/// The cross-entropy between targets of 0 and 1 and predicted probabilities: -t log(p) - (1 - t) log(1 - p),
/// the mean along `axis`.
///
/// Probabilities are brought into [1e-7, 1 - 1e-7]. With `fromLogits` predictions are logits, whose sigmoid is
/// the probability.
public final class BinaryCrossentropy extends PairedLoss<BinaryCrossentropy> {
    private final Setting<Boolean> fromLogits = setting("from_logits", false);
    private final Setting<Double> labelSmoothing = setting("label_smoothing", 0.0);
    private final Setting<Integer> axis = setting("axis", -1);

    public BinaryCrossentropy fromLogits(boolean fromLogits) {
        return set(this.fromLogits, fromLogits);
    }

    /// Moves targets towards 1/2: t becomes t (1 - s) + s / 2.
    public BinaryCrossentropy labelSmoothing(double labelSmoothing) {
        return set(this.labelSmoothing, Checks.fraction("label_smoothing", labelSmoothing));
    }

    /// The axis of the mean; the last unless set.
    public BinaryCrossentropy axis(int axis) {
        return set(this.axis, axis);
    }

    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        var target = Crossentropy.smoothedBinary(yTrue, value(labelSmoothing));
        return NN.binaryCrossentropy(target, yPred, value(fromLogits)).mean(value(axis));
    }

    @Override
    String advice(Tensor yTrue, Tensor yPred) {
        return "give the last layer one unit a target,"
                + " or use SparseCategoricalCrossentropy where a target is one class of several";
    }
}
