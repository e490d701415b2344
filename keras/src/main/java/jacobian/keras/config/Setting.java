package jacobian.keras.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One option of a [Configurable]: its key in Keras, its type and its default.
///
/// A setting is a description; the value belongs to the thing that declares it and is asked for with
/// [Configurable#value].
public final class Setting<T> {
    private final String key;
    private final Class<?> type;
    private final @Nullable T initial;
    private final boolean required;
    private Class<?> elements = Object.class;

    Setting(String key, Class<?> type, @Nullable T initial, boolean required) {
        this.key = key;
        this.type = type;
        this.initial = initial;
        this.required = required;
    }

    /// The name in Keras and in files, such as "kernel_initializer".
    public String key() {
        return key;
    }

    /// The class of values.
    public Class<?> type() {
        return type;
    }

    /// Says of which class the elements of a list are, which a file does not tell: a list of doubles may read
    /// `[1, 2]`
    /// there.
    public Setting<T> elements(Class<?> elements) {
        this.elements = elements;
        return this;
    }

    /// The class of the elements of a list; `Object` where it was not said.
    public Class<?> elements() {
        return elements;
    }

    /// What holds where nothing is set; empty for a required and for an optional setting.
    public Optional<T> initial() {
        return Optional.ofNullable(initial);
    }

    /// Whether the thing is incomplete without a value.
    public boolean isRequired() {
        return required;
    }

    @Override
    public String toString() {
        return key;
    }
}
