package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;

/// All axes but the batch as one.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, ...)` |
/// | output | `(batch, product of the rest)` |
public final class Flatten extends FluentLayer<Flatten> {
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set. In the
    /// result the channels of one place always stand together, so that the layers behind need not know.
    public Flatten dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        if (x.rank() < 2) {
            return x.expandDims(1);
        }
        return new Channels(value(dataFormat), x.rank() - 2).last(x).flattenAxes(1, -1);
    }
}
