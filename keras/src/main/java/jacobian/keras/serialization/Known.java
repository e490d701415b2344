package jacobian.keras.serialization;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/// One class that files may name: where Keras has it, what it is called there, how it is made, and how its
/// configuration differs from its settings.
record Known(String module, String className, Class<?> type, Function<SavedConfig, ?> maker, Form form) {
    /// A class that Keras calls as we do.
    static Known of(String module, Class<?> type, Function<SavedConfig, ?> maker) {
        return new Known(module, type.getSimpleName(), type, maker, new Form());
    }

    /// The same class, called `className` in files.
    Known called(String className) {
        return new Known(module, className, type, maker, form);
    }

    /// The same class with what differs.
    Known with(UnaryOperator<Form> differences) {
        return new Known(module, className, type, maker, differences.apply(form));
    }
}
