package jacobian.keras.serialization;

import jacobian.keras.layers.Lambda;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The configuration of one object in a file, by Keras' keys, as a function that makes the object reads it.
///
/// A key that is missing, or whose value is of another kind, is refused with the name of the class and the key.
public final class SavedConfig {
    private final String className;
    private final Map<String, @Nullable Object> values;
    private final Customs customs;
    private final Set<String> read = new LinkedHashSet<>();

    SavedConfig(String className, Map<String, @Nullable Object> values, Customs customs) {
        this.className = className;
        this.values = new LinkedHashMap<>(values);
        this.customs = customs;
    }

    /// The class as the file names it.
    public String className() {
        return className;
    }

    /// All keys and values, as JSON trees.
    public Map<String, @Nullable Object> all() {
        return Collections.unmodifiableMap(values);
    }

    /// Whether `key` has a value other than null.
    public boolean has(String key) {
        return values.get(key) != null;
    }

    /// A whole number.
    public int integer(String key) {
        return required(key, Integer.class);
    }

    /// A number.
    public double number(String key) {
        return required(key, Double.class);
    }

    /// A number, `standard` where there is none.
    public double number(String key, double standard) {
        return find(key, Double.class).orElse(standard);
    }

    /// A truth, `standard` where there is none.
    public boolean truth(String key, boolean standard) {
        return find(key, Boolean.class).orElse(standard);
    }

    /// A text.
    public String string(String key) {
        return required(key, String.class);
    }

    /// A number that may be absent or null.
    public OptionalDouble findNumber(String key) {
        return find(key, Double.class).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    /// A whole number that may be absent or null.
    public OptionalInt findInteger(String key) {
        return find(key, Integer.class).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /// A seed, which may be absent or null.
    public OptionalLong seed() {
        return find("seed", Long.class).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /// Whole numbers: a list, or one number alone.
    public int[] integers(String key) {
        return list(key, Integer.class).stream().mapToInt(Integer::intValue).toArray();
    }

    /// Numbers: a list, or one number alone.
    public double[] numbers(String key) {
        return list(key, Double.class).stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// Things of one class: a list, or one alone; none where there is no value.
    public <T> List<T> list(String key, Class<T> type) {
        read.add(key);
        var value = values.get(key);
        var all = new ArrayList<T>();
        for (var each : value instanceof List<?> list ? list : value == null ? List.of() : List.of(value)) {
            all.add(type.cast(conversion(key).one(type, each)));
        }
        return List.copyOf(all);
    }

    /// A layer, an initializer, an enum constant or whatever class `type` is.
    public <T> T required(String key, Class<T> type) {
        return find(key, type).orElseThrow(() -> conversion(key).refused("nothing", type));
    }

    /// As [#required], for what may be absent or null.
    public <T> Optional<T> find(String key, Class<T> type) {
        read.add(key);
        var value = values.get(key);
        return value == null
                ? Optional.empty()
                : Optional.of(type.cast(conversion(key).one(type, value)));
    }

    Optional<Lambda.Body> lambda(String name) {
        return customs.function(Lambda.Body.class, name);
    }

    Conversion conversion(String key) {
        return new Conversion(className, key, customs);
    }

    /// Whether somebody has asked for `key`.
    boolean isRead(String key) {
        return read.contains(key);
    }

    @Nullable
    Object value(String key) {
        read.add(key);
        return values.get(key);
    }
}
