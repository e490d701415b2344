package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.NN;

/// Categorical cross-entropy that counts easy samples less: -sum(alpha (1 - p)^gamma t log(p)) along `axis`
/// (Lin and others 2018).
public final class CategoricalFocalCrossentropy extends PairedLoss<CategoricalFocalCrossentropy> {
    private final Setting<Double> alpha = setting("alpha", 0.25);
    private final Setting<Double> gamma = setting("gamma", 2.0);
    private final Setting<Boolean> fromLogits = setting("from_logits", false);
    private final Setting<Double> labelSmoothing = setting("label_smoothing", 0.0);
    private final Setting<Integer> axis = setting("axis", -1);

    public CategoricalFocalCrossentropy alpha(double alpha) {
        return set(this.alpha, alpha);
    }

    public CategoricalFocalCrossentropy gamma(double gamma) {
        return set(this.gamma, Checks.notNegative("gamma", gamma));
    }

    public CategoricalFocalCrossentropy fromLogits(boolean fromLogits) {
        return set(this.fromLogits, fromLogits);
    }

    public CategoricalFocalCrossentropy labelSmoothing(double labelSmoothing) {
        return set(this.labelSmoothing, Checks.fraction("label_smoothing", labelSmoothing));
    }

    public CategoricalFocalCrossentropy axis(int axis) {
        return set(this.axis, axis);
    }

    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        var target = Crossentropy.smoothed(yTrue, value(labelSmoothing), value(axis));
        var p = NN.probabilities(value(fromLogits) ? yPred.softmax(value(axis)) : yPred, value(axis));
        var focus = scaled(complement(p).power(constant(p, value(gamma))), value(alpha));
        return focus.multiply(target.multiply(p.log()).negative()).sum(value(axis));
    }
}
