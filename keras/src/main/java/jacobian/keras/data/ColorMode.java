package jacobian.keras.data;

/// What of an image is read; Keras' `color_mode`.
public enum ColorMode {
    /// The brightness alone, by the weights of ITU-R 601: 0.299 red, 0.587 green, 0.114 blue.
    GRAYSCALE(1),
    RGB(3),
    /// With the opacity, 255 where an image says nothing of it.
    RGBA(4);

    private final int channels;

    ColorMode(int channels) {
        this.channels = channels;
    }

    /// How many numbers a pixel has.
    public int channels() {
        return channels;
    }

    /// The mode of so many numbers a pixel: 1, 3 or 4.
    public static ColorMode of(int channels) {
        for (var mode : values()) {
            if (mode.channels == channels) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "an image has 1, 3 or 4 numbers a pixel, not " + channels + ": choose another size of the input");
    }
}
