package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.NN;

/// The cross-entropy between one-hot targets and predicted probabilities of classes: -sum(t log(p)) along `axis`.
///
/// Probabilities are divided by their sum and brought into [1e-7, 1 - 1e-7]. With `fromLogits` predictions are
/// logits, whose softmax is the probability. For targets that are class indices there is
/// [SparseCategoricalCrossentropy].
public final class CategoricalCrossentropy extends PairedLoss<CategoricalCrossentropy> {
    private final Setting<Boolean> fromLogits = setting("from_logits", false);
    private final Setting<Double> labelSmoothing = setting("label_smoothing", 0.0);
    private final Setting<Integer> axis = setting("axis", -1);

    public CategoricalCrossentropy fromLogits(boolean fromLogits) {
        return set(this.fromLogits, fromLogits);
    }

    /// Moves targets towards equal probabilities: t becomes t (1 - s) + s / classes.
    public CategoricalCrossentropy labelSmoothing(double labelSmoothing) {
        return set(this.labelSmoothing, Checks.fraction("label_smoothing", labelSmoothing));
    }

    /// The axis of the classes; the last unless set.
    public CategoricalCrossentropy axis(int axis) {
        return set(this.axis, axis);
    }

    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        var target = Crossentropy.smoothed(yTrue, value(labelSmoothing), value(axis));
        return NN.categoricalCrossentropy(target, yPred, value(fromLogits), value(axis));
    }

    @Override
    String advice(Tensor yTrue, Tensor yPred) {
        return yTrue.rank() < yPred.rank() || yTrue.shape().dim(-1).isOne()
                ? "use SparseCategoricalCrossentropy where targets are class indices"
                : "give the last layer one unit a class";
    }
}
