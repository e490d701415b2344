package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.NN;

/// Binary cross-entropy that counts easy samples less: times (1 - pt)^gamma, where pt is the probability given
/// to the true class (Lin and others 2018).
public final class BinaryFocalCrossentropy extends PairedLoss<BinaryFocalCrossentropy> {
    private final Setting<Boolean> applyClassBalancing = setting("apply_class_balancing", false);
    private final Setting<Double> alpha = setting("alpha", 0.25);
    private final Setting<Double> gamma = setting("gamma", 2.0);
    private final Setting<Boolean> fromLogits = setting("from_logits", false);
    private final Setting<Double> labelSmoothing = setting("label_smoothing", 0.0);
    private final Setting<Integer> axis = setting("axis", -1);

    /// Weighs class 1 by alpha and class 0 by 1 - alpha.
    public BinaryFocalCrossentropy applyClassBalancing(boolean applyClassBalancing) {
        return set(this.applyClassBalancing, applyClassBalancing);
    }

    public BinaryFocalCrossentropy alpha(double alpha) {
        return set(this.alpha, alpha);
    }

    public BinaryFocalCrossentropy gamma(double gamma) {
        return set(this.gamma, Checks.notNegative("gamma", gamma));
    }

    public BinaryFocalCrossentropy fromLogits(boolean fromLogits) {
        return set(this.fromLogits, fromLogits);
    }

    public BinaryFocalCrossentropy labelSmoothing(double labelSmoothing) {
        return set(this.labelSmoothing, Checks.fraction("label_smoothing", labelSmoothing));
    }

    public BinaryFocalCrossentropy axis(int axis) {
        return set(this.axis, axis);
    }

    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        var t = Crossentropy.smoothedBinary(yTrue, value(labelSmoothing));
        var p = value(fromLogits) ? yPred.sigmoid() : yPred;
        var given = t.multiply(p).add(complement(t).multiply(complement(p)));
        var losses = complement(given).power(constant(p, value(gamma))).multiply(NN.binaryCrossentropy(t, p, false));
        if (value(applyClassBalancing)) {
            var weight = scaled(t, value(alpha)).add(scaled(complement(t), 1 - value(alpha)));
            losses = weight.multiply(losses);
        }
        return losses.mean(value(axis));
    }
}
