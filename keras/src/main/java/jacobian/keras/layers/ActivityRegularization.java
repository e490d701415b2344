package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.regularizers.L1L2;
import jacobian.keras.regularizers.Regularizer;
import java.util.Optional;

/// Returns its input and adds `(l1 * sum(|x|) + l2 * sum(x^2)) / batch` to the loss.
///
/// Input and output have the same shape.
public final class ActivityRegularization extends FluentLayer<ActivityRegularization> {
    private final Setting<Double> l1 = setting("l1", 0.0);
    private final Setting<Double> l2 = setting("l2", 0.0);

    /// Sets the weight of the magnitudes; 0 unless set.
    public ActivityRegularization l1(double l1) {
        return set(this.l1, Checks.notNegative("l1", l1));
    }

    /// Sets the weight of the squares; 0 unless set.
    public ActivityRegularization l2(double l2) {
        return set(this.l2, Checks.notNegative("l2", l2));
    }

    /// Refused: the layer is a penalty itself.
    @Override
    public ActivityRegularization activityRegularizer(Regularizer regularizer) {
        throw new IllegalArgumentException(this + " is a penalty itself: set l1 and l2");
    }

    @Override
    protected Optional<Regularizer> activityRegularizer() {
        return Optional.of(new L1L2(value(l1), value(l2)));
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        return x;
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
