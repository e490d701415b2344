package jacobian.keras.config;

import java.util.Optional;

/// The options of any thing, by their declarations: what reads and writes files needs, and nobody else.
public final class SettingAccess {
    private SettingAccess() {}

    /// The value of `setting`, empty where it is optional and not set.
    public static Optional<Object> find(Configurable thing, Setting<?> setting) {
        return thing.find(setting).map(Object.class::cast);
    }

    /// Gives `setting` a value of its type, in place of what the constructor has set.
    @SuppressWarnings("unchecked") // the caller has made sure of the type
    public static void put(Configurable thing, Setting<?> setting, Object value) {
        thing.change((Setting<Object>) setting, value);
    }

    /// The class of `thing` as Keras calls it.
    public static String className(Configurable thing) {
        return thing.className();
    }
}
