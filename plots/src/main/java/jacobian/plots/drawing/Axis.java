package jacobian.plots.drawing;

/// One direction of a chart.
///
/// @param label what it measures, with its unit where it has one
/// @param low where it begins; NaN for where the data does
/// @param high where it ends; NaN for where the data does
public record Axis(String label, Scale scale, double low, double high) {
    /// How numbers become places.
    public enum Scale {
        LINEAR,
        /// Equal steps are equal factors.
        LOGARITHMIC,
        /// Ticks at whole numbers alone.
        WHOLE
    }

    public static Axis linear(String label) {
        return new Axis(label, Scale.LINEAR, Double.NaN, Double.NaN);
    }

    public static Axis whole(String label) {
        return new Axis(label, Scale.WHOLE, Double.NaN, Double.NaN);
    }

    public static Axis logarithmic(String label) {
        return new Axis(label, Scale.LOGARITHMIC, Double.NaN, Double.NaN);
    }

    /// From `low` to `high`.
    public Axis between(double low, double high) {
        return new Axis(label, scale, low, high);
    }

    /// Called `other`.
    public Axis labelled(String other) {
        return new Axis(other, scale, low, high);
    }
}
