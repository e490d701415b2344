package jacobian.keras.ops;

import java.util.Locale;

/// What lies outside an image.
public enum FillMode {
    /// One value: `k k | a b c d | k k`.
    CONSTANT,
    /// The pixel at the edge: `a a | a b c d | d d`.
    NEAREST,
    /// The image again: `c d | a b c d | a b`.
    WRAP,
    /// The image reflected about the centre of its last pixel: `c b | a b c d | c b`.
    MIRROR,
    /// The image reflected about its edge: `b a | a b c d | d c`.
    REFLECT;

    /// The name in Keras, such as `reflect`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
