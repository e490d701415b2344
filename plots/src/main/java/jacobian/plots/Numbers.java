package jacobian.plots;

import java.util.Locale;

/// Numbers as pictures tell them.
final class Numbers {
    private Numbers() {}

    /// `value` to three or four digits.
    static String text(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size >= 1e5 || size < 1e-4) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int digits = Math.clamp(3 - (long) Math.floor(Math.log10(size)), 0, 7);
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /// `share` in percent.
    static String percent(double share) {
        return String.format(Locale.ROOT, share >= 0.995 || share == 0 ? "%.0f %%" : "%.1f %%", share * 100);
    }
}
