package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.Interpolation;
import jacobian.keras.ops.Resampling;
import java.util.List;

/// A larger image: each pixel several times, or values between the pixels.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, size[0] * height, size[1] * width, channels)` |
///
/// Interpolations other than `NEAREST` need to know height and width.
public final class UpSampling2D extends FluentLayer<UpSampling2D> {
    private final Setting<List<Integer>> size = setting("size", List.of(2, 2));
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());
    private final Setting<Interpolation> interpolation = setting("interpolation", Interpolation.NEAREST);

    /// Twice as high and twice as wide.
    public UpSampling2D() {}

    /// `size` times as high and as wide.
    public UpSampling2D(int size) {
        set(this.size, Sizes.of("size", 2, size));
    }

    /// `height` times as high and `width` times as wide.
    public UpSampling2D(int height, int width) {
        set(this.size, Sizes.of("size", 2, height, width));
    }

    /// Sets what lies between the pixels; the nearest one unless set.
    public UpSampling2D interpolation(Interpolation interpolation) {
        return set(this.interpolation, interpolation);
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public UpSampling2D dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var channels = new Channels(value(dataFormat), 2);
        channels.require(this, input.shape());
        return channels.back(larger(channels.last(input), input));
    }

    private Tensor larger(Tensor x, Tensor input) {
        int height = value(size).get(0);
        int width = value(size).get(1);
        if (value(interpolation) == Interpolation.NEAREST) {
            return Repeat.along(x, value(size));
        }
        if (!x.shape().dim(1).isKnown() || !x.shape().dim(2).isKnown()) {
            throw new ShapeException(this + " cannot take " + input.shape() + "\n  needs  a known height and width, or "
                    + "interpolation NEAREST");
        }
        return stretched(stretched(x.floating(), 1, height), 2, width);
    }

    private Tensor stretched(Tensor x, int axis, int factor) {
        int from = x.shape().size(axis);
        return value(interpolation).along(x, axis, Resampling.of(from, factor * from, false));
    }
}
