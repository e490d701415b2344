package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// `x` where it is at least 0, else `negativeSlope * x`. The layer's slope is 0.3 unless set, the activation
/// function's 0.2, as in Keras.
public final class LeakyReLU extends FluentLayer<LeakyReLU> {
    private final Setting<Double> negativeSlope = setting("negative_slope", 0.3);

    /// Sets the slope below 0; 0.3 unless set.
    public LeakyReLU negativeSlope(double negativeSlope) {
        return set(this.negativeSlope, Checks.notNegative("negative_slope", negativeSlope));
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        return Activations.leakyRelu(x, value(negativeSlope));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
