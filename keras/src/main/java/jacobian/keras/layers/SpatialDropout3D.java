package jacobian.keras.layers;

import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;

/// In training, sets a random part of the channels of each example to 0 and divides the others by `1 - rate`;
/// otherwise does nothing (Tompson et al., "Efficient object localization using convolutional networks", 2015).
///
/// | | shape |
/// |---|---|
/// | input, output | `(batch, depth, height, width, channels)` |
public final class SpatialDropout3D extends SpatialDropoutLayer<SpatialDropout3D> {
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());

    /// `rate` is the part of the channels that is set to 0, from 0 to 1.
    public SpatialDropout3D(double rate) {
        super(3, rate);
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public SpatialDropout3D dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    @Override
    Channels channels() {
        return new Channels(value(dataFormat), 3);
    }
}
