package jacobian.keras.ops;

import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;

/// What all operations on images can be told.
public abstract sealed class ImageOptions<O extends ImageOptions<O>>
        permits BlurOptions, BorderOptions, ResizeOptions, SamplingOptions, SsimOptions {
    private DataFormat dataFormat = Config.imageDataFormat();

    ImageOptions() {}

    abstract O self();

    /// Sets whether channels are the last axis or the one before height and width; where [Config#imageDataFormat]
    /// says unless set.
    public O dataFormat(DataFormat dataFormat) {
        this.dataFormat = dataFormat;
        return self();
    }

    final DataFormat dataFormat() {
        return dataFormat;
    }
}
