package jacobian.keras.layers;

import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;

/// Layers, rows and columns of zeros at the faces of a volume.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, larger depth, larger height, larger width, channels)` |
public final class ZeroPadding3D extends ZeroPaddingLayer<ZeroPadding3D> {
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());

    /// One number for all faces, three (depth, height, width), or six (before and behind along each axis); 1
    /// where none is given.
    public ZeroPadding3D(int... padding) {
        super(3, padding);
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public ZeroPadding3D dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    @Override
    Channels channels() {
        return new Channels(value(dataFormat), 3);
    }
}
