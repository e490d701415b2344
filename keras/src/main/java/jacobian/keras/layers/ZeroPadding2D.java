package jacobian.keras.layers;

import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;

/// Rows and columns of zeros at the edges of an image.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, larger height, larger width, channels)` |
public final class ZeroPadding2D extends ZeroPaddingLayer<ZeroPadding2D> {
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());

    /// One number for all edges, two (height, width), or four (top, bottom, left, right); 1 where none is given.
    public ZeroPadding2D(int... padding) {
        super(2, padding);
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public ZeroPadding2D dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    @Override
    Channels channels() {
        return new Channels(value(dataFormat), 2);
    }
}
