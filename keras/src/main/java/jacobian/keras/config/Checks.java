package jacobian.keras.config;

/// Checks of single values, with messages that begin with the option's key.
public final class Checks {
    private Checks() {}

    /// `value`, which must be 1 or more.
    public static int positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + "=" + value + ": needs a whole number of 1 or more");
        }
        return value;
    }

    /// `value`, which must be above 0.
    public static double positive(String key, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(key + "=" + value + ": needs a number above 0");
        }
        return value;
    }

    /// `value`, which must be 0 or more.
    public static int notNegative(String key, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(key + "=" + value + ": needs a whole number of 0 or more");
        }
        return value;
    }

    /// `value`, which must be 0 or more.
    public static double notNegative(String key, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(key + "=" + value + ": needs a number of 0 or more");
        }
        return value;
    }

    /// `value`, which must lie in `[0, 1)`.
    public static double belowOne(String key, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(key + "=" + value + ": needs a number of 0 or more, below 1");
        }
        return value;
    }

    /// `value`, which must lie in `[0, 1]`.
    public static double fraction(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(key + "=" + value + ": needs a number from 0 to 1");
        }
        return value;
    }
}
