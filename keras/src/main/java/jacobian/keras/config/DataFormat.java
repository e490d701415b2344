package jacobian.keras.config;

import java.util.Locale;

/// Where an image, a sequence or a volume has its channels.
public enum DataFormat {
    /// Behind the spatial axes: `(batch, height, width, channels)`.
    CHANNELS_LAST,
    /// Before the spatial axes: `(batch, channels, height, width)`.
    CHANNELS_FIRST;

    /// The name in Keras, such as `channels_last`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
