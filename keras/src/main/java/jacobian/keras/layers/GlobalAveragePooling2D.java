package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;

/// The mean over an image, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, channels)` |
public final class GlobalAveragePooling2D extends FluentLayer<GlobalAveragePooling2D> {
    private final Setting<Boolean> keepdims = setting("keepdims", false);

    /// Sets whether height and width stay, with size 1.
    public GlobalAveragePooling2D keepdims(boolean keepdims) {
        return set(this.keepdims, keepdims);
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        if (x.rank() != 4) {
            throw new ShapeException(
                    this + " cannot take " + x.shape() + "\n  needs  (batch, height, width, channels)");
        }
        return value(keepdims) ? x.meanKeep(1, 2) : x.mean(1, 2);
    }
}
