package jacobian.keras.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A thing with named options: a layer, a loss, a metric, an optimizer.
///
/// A subclass declares each option once, as a field, and sets it in one method:
///
/// ```java
/// private final Setting<Boolean> useBias = setting("use_bias", true);
///
/// public Dense useBias(boolean useBias) { return set(this.useBias, useBias); }
/// ```
///
/// From these declarations come the config map, equality of configurations, `toString` and `copy`. At its first
/// use the thing is frozen: from then on setting an option throws, as does setting one twice to different
/// values at any time.
public abstract class Configurable implements Cloneable {
    private List<Setting<?>> settings = new ArrayList<>();
    private Map<Setting<?>, Object> values = new IdentityHashMap<>();
    private boolean frozen;
    private @Nullable String automaticName;

    private final Setting<String> name = optional("name", String.class);

    /// Declares an option that is `initial` unless set.
    protected final <T> Setting<T> setting(String key, T initial) {
        return declare(new Setting<>(key, initial.getClass(), initial, false));
    }

    /// Declares an option of type `type`, which is `initial` unless set.
    protected final <T> Setting<T> setting(String key, Class<? super T> type, T initial) {
        return declare(new Setting<>(key, type, initial, false));
    }

    /// Declares an option without which the thing is incomplete: the constructor sets it.
    protected final <T> Setting<T> required(String key, Class<? super T> type) {
        return declare(new Setting<>(key, type, null, true));
    }

    /// Declares an option that may be absent, and is unless set.
    protected final <T> Setting<T> optional(String key, Class<? super T> type) {
        return declare(new Setting<>(key, type, null, false));
    }

    private <T> Setting<T> declare(Setting<T> setting) {
        for (var other : settings) {
            if (other.key().equals(setting.key())) {
                throw new IllegalStateException(getClass().getName() + " declares \"" + setting.key() + "\" twice");
            }
        }
        int at = settings.size();
        while (setting.isRequired() && at > 1 && !settings.get(at - 1).isRequired()) {
            at--;
        }
        settings.add(at, setting);
        return setting;
    }

    /// Gives `setting` its value.
    protected final <T> void put(Setting<T> setting, T value) {
        if (frozen) {
            throw new IllegalStateException(
                    this + " is built: set " + setting.key() + " before its first call, or start from copy()");
        }
        var former = values.putIfAbsent(setting, value);
        if (former != null && !former.equals(value)) {
            throw new IllegalStateException(this + " has " + setting.key() + "=" + text(former)
                    + " already: start from copy() for " + text(value) + ", and do not set one option twice");
        }
    }

    /// Changes `setting` of a thing in use, for the few that may change at any time.
    protected final <T> void update(Setting<T> setting, T value) {
        values.put(setting, value);
    }

    /// Gives `setting` of a fresh copy another value than the original has.
    protected final <T> void change(Setting<T> setting, T value) {
        values.remove(setting);
        put(setting, value);
    }

    /// Gives a fresh copy another name than the original has.
    protected final void changeName(String name) {
        change(this.name, name);
    }

    /// The value of `setting`: what was set, else its default.
    protected final <T> T value(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new IllegalStateException(
                        className() + ": " + setting.key() + " is not set and has no default"));
    }

    /// The value of `setting`, empty where it is optional and not set.
    @SuppressWarnings("unchecked")
    protected final <T> Optional<T> find(Setting<T> setting) {
        var value = (T) values.get(setting);
        return value != null ? Optional.of(value) : setting.initial();
    }

    /// Whether somebody set `setting`, be it to its default.
    protected final boolean isSet(Setting<?> setting) {
        return values.containsKey(setting);
    }

    /// Sets the name; see the fluent `name(String)` of subclasses.
    protected final void putName(String name) {
        put(this.name, name);
    }

    /// The name that was set, else one made from the class name: `dense`, `dense_1`, ...
    public final String name() {
        return find(name).orElseGet(() -> {
            var given = automaticName;
            if (given == null) {
                given = automaticName();
                automaticName = given;
            }
            return given;
        });
    }

    /// A name for a thing that was given none.
    protected String automaticName() {
        return Names.unique(Names.snakeCase(className()));
    }

    /// Whether a name was set.
    protected final boolean hasName() {
        return isSet(name);
    }

    /// The class as Keras calls it.
    protected final String className() {
        return getClass().isAnonymousClass()
                ? getClass().getSuperclass().getSimpleName()
                : getClass().getSimpleName();
    }

    /// The name under which files have this class where it is no class of Keras: package and class name, as in
    /// `shop>Scale`. Keras in Python calls a class so that says
    /// `@keras.saving.register_keras_serializable(package="shop")`, whose package is "Custom" unless said.
    public String registeredName() {
        return "Custom>" + className();
    }

    /// From now on no option can be set: called at the first use.
    protected final void freeze() {
        frozen = true;
    }

    protected final boolean isFrozen() {
        return frozen;
    }

    /// The options: the name, then what is required, then the others, in the order of their declaration.
    public final List<Setting<?>> settings() {
        return Collections.unmodifiableList(settings);
    }

    /// Keras key and value of every option, defaults included; an optional one that is not set is absent. The
    /// name comes first.
    public final Map<String, Object> config() {
        var config = new LinkedHashMap<String, Object>();
        config.put(name.key(), name());
        for (var setting : settings) {
            find(setting).ifPresent(value -> config.putIfAbsent(setting.key(), value));
        }
        return Collections.unmodifiableMap(config);
    }

    /// Whether `other` is of the same class and has the same options; names do not count.
    public final boolean sameConfig(Configurable other) {
        return getClass() == other.getClass() && comparable().equals(other.comparable());
    }

    private Map<String, Object> comparable() {
        var config = new LinkedHashMap<>(config());
        config.remove(name.key());
        config.replaceAll((_, value) -> comparable(value));
        return config;
    }

    private static Object comparable(Object value) {
        return switch (value) {
            case Configurable inner -> List.of(inner.getClass(), inner.comparable());
            case List<?> list -> list.stream().map(Configurable::comparable).toList();
            default -> value;
        };
    }

    /// A thing of the same class and options that has not been used. A name that was set is kept, an automatic
    /// one is made anew.
    protected Configurable duplicate() {
        try {
            var copy = (Configurable) super.clone();
            copy.settings = new ArrayList<>(settings);
            copy.values = new IdentityHashMap<>(values);
            copy.values.replaceAll((_, value) -> copyOf(value));
            copy.frozen = false;
            copy.automaticName = null;
            copy.forget();
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// What a copy has in place of `value`, the value of an option: itself, unless it can be used by one thing
    /// only.
    protected Object copyOf(Object value) {
        return value;
    }

    /// Called on a fresh copy, whose fields are those of the original: drops what belongs to the original
    /// alone, such as variables.
    protected void forget() {}

    /// The class and what differs from the defaults, as Keras would be called: `Dense(units=64, activation=relu,
    /// name="hidden")`.
    @Override
    public final String toString() {
        var text = new StringJoiner(", ", className() + "(", ")");
        for (var setting : settings) {
            var value = values.get(setting);
            if (value != null
                    && setting != name
                    && !value.equals(setting.initial().orElse(null))) {
                text.add(setting.key() + "=" + text(value));
            }
        }
        find(name).ifPresent(given -> text.add("name=" + text(given)));
        return text.toString();
    }

    private static String text(Object value) {
        return value instanceof String string ? '"' + string + '"' : value.toString();
    }
}
