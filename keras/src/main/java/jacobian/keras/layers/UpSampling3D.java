package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;
import java.util.List;

/// A larger volume: each cell several times along every axis.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, size[0] * depth, size[1] * height, size[2] * width, channels)` |
public final class UpSampling3D extends FluentLayer<UpSampling3D> {
    private final Setting<List<Integer>> size = setting("size", List.of(2, 2, 2));
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());

    /// Twice as large along every axis.
    public UpSampling3D() {}

    /// `size` times as large along every axis.
    public UpSampling3D(int size) {
        set(this.size, Sizes.of("size", 3, size));
    }

    /// As many times as large along each axis, outermost first.
    public UpSampling3D(int depth, int height, int width) {
        set(this.size, Sizes.of("size", 3, depth, height, width));
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public UpSampling3D dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var channels = new Channels(value(dataFormat), 3);
        channels.require(this, x.shape());
        return channels.back(Repeat.along(channels.last(x), value(size)));
    }
}
