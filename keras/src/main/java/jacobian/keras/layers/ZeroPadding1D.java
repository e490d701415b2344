package jacobian.keras.layers;

import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;

/// Zeros at the beginning and at the end of a sequence.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, more steps, channels)` |
public final class ZeroPadding1D extends ZeroPaddingLayer<ZeroPadding1D> {
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());

    /// One number for both ends, or one for the beginning and one for the end; 1 where none is given.
    public ZeroPadding1D(int... padding) {
        super(1, padding);
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public ZeroPadding1D dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    @Override
    Channels channels() {
        return new Channels(value(dataFormat), 1);
    }
}
