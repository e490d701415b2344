package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.List;

/// Each step several times, one after the other.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, features)` |
/// | output | `(batch, size * steps, features)` |
public final class UpSampling1D extends FluentLayer<UpSampling1D> {
    private final Setting<Integer> size = setting("size", 2);

    /// Each step twice.
    public UpSampling1D() {}

    /// Each step `size` times.
    public UpSampling1D(int size) {
        set(this.size, Checks.positive("size", size));
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        if (x.rank() != 3) {
            throw new ShapeException(this + " cannot take " + x.shape() + "\n  needs  (batch, steps, features)");
        }
        return Repeat.along(x, List.of(value(size)));
    }
}
