package jacobian.keras.callbacks.doctor;

import java.util.List;
import java.util.Locale;

/// Figures and lists in sentences.
final class Words {
    private static final int FEW = 3;
    private static final double PERCENT = 100;

    private Words() {}

    /// Three digits.
    static String number(double value) {
        double size = Math.abs(value);
        return size != 0 && (size < 1e-3 || size >= 1e5)
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", PERCENT * part);
    }

    /// The first few of `names`, and how many more there are.
    static String list(List<String> names) {
        var distinct = names.stream().distinct().toList();
        return distinct.size() <= FEW
                ? String.join(", ", distinct)
                : String.join(", ", distinct.subList(0, FEW)) + " and " + (distinct.size() - FEW) + " more";
    }
}
