package jacobian.keras.layers;

import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;

/// Rows and columns cut off at the edges of an image.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, smaller height, smaller width, channels)` |
public final class Cropping2D extends CroppingLayer<Cropping2D> {
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());

    /// One number for all edges, two (height, width), or four (top, bottom, left, right); 0 where none is given.
    public Cropping2D(int... cropping) {
        super(2, 0, cropping);
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public Cropping2D dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    @Override
    Channels channels() {
        return new Channels(value(dataFormat), 2);
    }
}
