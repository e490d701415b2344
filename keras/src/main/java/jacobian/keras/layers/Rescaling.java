package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;

/// `x * scale + offset`: `new Rescaling(1.0 / 255)` brings pixels into 0 to 1.
///
/// Input and output have the same shape; whole numbers become floating ones.
public final class Rescaling extends FluentLayer<Rescaling> {
    private final Setting<Double> scale = required("scale", Double.class);
    private final Setting<Double> offset = setting("offset", 0.0);

    public Rescaling(double scale) {
        set(this.scale, scale);
    }

    /// Sets what is added; 0 unless set.
    public Rescaling offset(double offset) {
        return set(this.offset, offset);
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var floating = x.cast(dtype());
        return floating.multiply(x.constant(value(scale), dtype())).add(x.constant(value(offset), dtype()));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
