package jacobian.keras.optimizers;

import jacobian.keras.config.Spelling;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Optimizers by the names that Keras' files have for them.
public final class Optimizers {
    private static final Map<String, Supplier<Optimizer>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("sgd", SGD::new);
        BY_NAME.put("rmsprop", RMSprop::new);
        BY_NAME.put("adam", Adam::new);
        BY_NAME.put("adamw", AdamW::new);
        BY_NAME.put("adamax", Adamax::new);
        BY_NAME.put("nadam", Nadam::new);
        BY_NAME.put("adagrad", Adagrad::new);
        BY_NAME.put("adadelta", Adadelta::new);
        BY_NAME.put("adafactor", Adafactor::new);
        BY_NAME.put("ftrl", Ftrl::new);
        BY_NAME.put("lamb", Lamb::new);
        BY_NAME.put("lion", Lion::new);
        BY_NAME.put("muon", Muon::new);
        BY_NAME.put("schedulefreeadamw", ScheduleFreeAdamW::new);
    }

    private Optimizers() {}

    /// A fresh optimizer with Keras' defaults; case does not matter.
    public static Optimizer of(String name) {
        var supplier = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        if (supplier == null) {
            throw new IllegalArgumentException("no optimizer is called \"" + name + "\": closest are "
                    + Spelling.close(name, BY_NAME.keySet()) + "; there are " + String.join(", ", BY_NAME.keySet()));
        }
        return supplier.get();
    }
}
