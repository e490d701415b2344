package jacobian.keras.serialization;

/// Numbers that Keras keeps in float32 and writes as float64.
final class Numbers {
    private Numbers() {}

    /// The number that somebody wrote: the one of fewest digits that float32 rounds to `value`, where float32
    /// holds `value`; else `value`.
    static double widened(double value) {
        float narrow = (float) value;
        return narrow == value ? Double.parseDouble(Float.toString(narrow)) : value;
    }

    /// `value` as Keras writes it.
    static double narrowed(double value) {
        return (float) value;
    }
}
