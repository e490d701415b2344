package jacobian.keras.serialization.legacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The configuration of one layer on its way from an old file to today: a copy, in which keys are renamed and
/// values converted.
final class OldLayer {
    private final Map<String, @Nullable Object> config;
    private String className;

    OldLayer(String className, Map<String, @Nullable Object> config) {
        this.className = className;
        this.config = new LinkedHashMap<>(config);
    }

    /// The layer that `json` describes: `{"class_name": ..., "config": {...}}`.
    static OldLayer of(Map<String, @Nullable Object> json) {
        return new OldLayer(Trees.text(json.get("class_name")), Trees.map(json.get("config")));
    }

    String className() {
        return className;
    }

    OldLayer called(String className) {
        this.className = className;
        return this;
    }

    String name() {
        return config.get("name") instanceof String name ? name : className;
    }

    Map<String, @Nullable Object> config() {
        return config;
    }

    @Nullable
    Object get(String key) {
        return config.get(key);
    }

    boolean has(String key) {
        return config.get(key) != null;
    }

    OldLayer put(String key, @Nullable Object value) {
        config.put(key, value);
        return this;
    }

    /// Gives `key` the value `standard` where the file has none.
    OldLayer standard(String key, Object standard) {
        config.putIfAbsent(key, standard);
        return this;
    }

    OldLayer drop(String... keys) {
        for (var key : keys) {
            config.remove(key);
        }
        return this;
    }

    /// Moves the value of `old` to `today`.
    OldLayer rename(String old, String today) {
        if (config.containsKey(old)) {
            var value = config.remove(old);
            config.put(today, value);
        }
        return this;
    }

    /// Replaces the value of `key`, where there is one.
    OldLayer convert(String key, Function<Object, ? extends @Nullable Object> conversion) {
        var value = config.get(key);
        if (value != null) {
            config.put(key, conversion.apply(value));
        }
        return this;
    }

    /// Replaces what NumPy's arrays were written as by plain numbers.
    OldLayer plain(String... keys) {
        for (var key : keys) {
            var value = config.get(key);
            if (value != null) {
                config.put(key, Parts.plain(value));
            }
        }
        return this;
    }

    /// Joins the values of several keys to a list.
    OldLayer join(String today, String... old) {
        if (config.containsKey(old[0])) {
            var values = List.of(old).stream().map(config::get).toList();
            drop(old).put(today, values);
        }
        return this;
    }

    /// The shape of the whole batch that the layer states to take.
    Optional<List<?>> batchShape() {
        for (var key : List.of("batch_shape", "batch_input_shape")) {
            if (config.get(key) instanceof List<?> shape) {
                return Optional.of(shape);
            }
        }
        return config.get("input_shape") instanceof List<?> shape
                ? Optional.of(Trees.withBatch(shape))
                : Optional.empty();
    }

    /// Why this layer cannot be had today, with what to do.
    IllegalArgumentException refused(String reason, String mend) {
        return new IllegalArgumentException(
                "layer \"" + name() + "\" of class " + className + ": " + reason + "\n  mend   " + mend);
    }
}
