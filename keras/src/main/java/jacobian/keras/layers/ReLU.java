package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.OptionalDouble;

/// The rectifier as a layer: `x` from `threshold` on, `negativeSlope * (x - threshold)` below, no more than
/// `maxValue`.
public final class ReLU extends FluentLayer<ReLU> {
    private final Setting<Double> maxValue = optional("max_value", Double.class);
    private final Setting<Double> negativeSlope = setting("negative_slope", 0.0);
    private final Setting<Double> threshold = setting("threshold", 0.0);

    /// Sets the largest result; there is none unless set.
    public ReLU maxValue(double maxValue) {
        return set(this.maxValue, Checks.notNegative("max_value", maxValue));
    }

    /// Sets the slope below the threshold; 0 unless set.
    public ReLU negativeSlope(double negativeSlope) {
        return set(this.negativeSlope, Checks.notNegative("negative_slope", negativeSlope));
    }

    /// Sets where the rectifier opens; 0 unless set.
    public ReLU threshold(double threshold) {
        return set(this.threshold, Checks.notNegative("threshold", threshold));
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var limit = find(maxValue).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
        return Activations.relu(x, value(negativeSlope), limit, value(threshold));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
