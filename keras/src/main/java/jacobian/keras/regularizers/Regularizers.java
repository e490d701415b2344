package jacobian.keras.regularizers;

import jacobian.keras.config.Spelling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Regularizers by the names that Keras' files have for them.
public final class Regularizers {
    private static final Map<String, Supplier<Regularizer>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("l1", L1::new);
        BY_NAME.put("l2", L2::new);
        BY_NAME.put("l1l2", () -> new L1L2(0, 0));
        BY_NAME.put("orthogonal_regularizer", OrthogonalRegularizer::new);
    }

    private Regularizers() {}

    /// A fresh regularizer with Keras' defaults, by its name as "l2" or as "L2".
    public static Regularizer of(String name) {
        var snake = name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
        var supplier = BY_NAME.get(snake);
        if (supplier == null) {
            throw new IllegalArgumentException("no regularizer is called \"" + name + "\": closest are "
                    + Spelling.close(name, BY_NAME.keySet()) + "; there are " + String.join(", ", BY_NAME.keySet()));
        }
        return supplier.get();
    }
}
