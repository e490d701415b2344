package jacobian.keras.constraints;

import jacobian.keras.config.Spelling;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Constraints by the names that Keras' files have for them.
public final class Constraints {
    private static final Map<String, Supplier<Constraint>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("max_norm", MaxNorm::new);
        BY_NAME.put("min_max_norm", MinMaxNorm::new);
        BY_NAME.put("non_neg", NonNeg::new);
        BY_NAME.put("unit_norm", UnitNorm::new);
    }

    private Constraints() {}

    /// The constraint with Keras' defaults, by its name as "max_norm" or as "MaxNorm".
    public static Constraint of(String name) {
        var supplier = BY_NAME.get(name);
        if (supplier == null) {
            supplier = BY_NAME.get(name.replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT));
        }
        if (supplier == null) {
            throw new IllegalArgumentException("no constraint is called \"" + name + "\": closest are "
                    + Spelling.close(name, BY_NAME.keySet()) + "; there are " + String.join(", ", BY_NAME.keySet()));
        }
        return supplier.get();
    }
}
