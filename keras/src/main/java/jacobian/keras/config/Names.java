package jacobian.keras.config;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Names that things get when they are given none, by Keras' rules. A [Session] counts its own.
public final class Names {
    private static final Pattern WORD = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");
    private static final Pattern SIGNS = Pattern.compile("\\W+");

    private Names() {}

    /// `name` in lower case with underscores: `MaxPooling2D` gives `max_pooling2d`, `ReLU` gives `re_lu`.
    public static String snakeCase(String name) {
        var plain = SIGNS.matcher(name).replaceAll("");
        var words = WORD.matcher(plain).replaceAll("$1_$2");
        return HUMP.matcher(words).replaceAll("$1_$2").toLowerCase(java.util.Locale.ROOT);
    }

    /// `prefix` the first time, then `prefix_1`, `prefix_2`, ...
    public static String unique(String prefix) {
        int before = Session.current()
                .names
                .computeIfAbsent(prefix, _ -> new AtomicInteger())
                .getAndIncrement();
        return before == 0 ? prefix : prefix + "_" + before;
    }

    /// Starts again with names without a number.
    public static void clear() {
        Session.current().names.clear();
    }
}
