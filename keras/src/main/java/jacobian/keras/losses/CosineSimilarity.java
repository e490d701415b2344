package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;

/// The negative cosine of the angle between target and prediction along `axis`: -1 for the same direction, 0 at a
/// right angle. As a metric it is the cosine itself.
public final class CosineSimilarity extends PairedLoss<CosineSimilarity> {
    private final Setting<Integer> axis = setting("axis", -1);

    /// The axis that holds the components; the last unless set.
    public CosineSimilarity axis(int axis) {
        return set(this.axis, axis);
    }

    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        return normalized(yTrue).multiply(normalized(yPred)).sum(value(axis)).negative();
    }

    private Tensor normalized(Tensor x) {
        var inverse = x.square().sumKeep(value(axis)).rsqrt();
        return x.multiply(inverse.minimum(constant(x, 1e7)));
    }

    @Override
    public Tensor measure(Tensor yTrue, Tensor yPred) {
        return call(yTrue, yPred).negative();
    }
}
