package jacobian.keras.serialization;

import jacobian.engine.shape.DType;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.activations.NamedActivation;
import jacobian.keras.config.Configurable;
import jacobian.keras.config.DTypePolicy;
import jacobian.keras.config.SettingAccess;
import jacobian.keras.layers.Layer;
import jacobian.keras.metrics.AutomaticMetric;
import jacobian.keras.metrics.MeanMetricWrapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Makes configurations of objects.
final class ObjectWriter {
    private ObjectWriter() {}

    /// What `value` is in a file.
    static @Nullable Object write(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean truth -> truth;
            case Integer number -> (long) number;
            case Number number -> number;
            case Described described -> described.describe();
            case Optional<?> optional -> write(optional.orElse(null));
            case OptionalDouble optional -> optional.isPresent() ? optional.getAsDouble() : null;
            case OptionalInt optional -> optional.isPresent() ? (long) optional.getAsInt() : null;
            case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : null;
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            case Activations activation -> activation(activation);
            case DTypePolicy policy -> object("keras", "DTypePolicy", Map.of("name", policy.name()), null);
            case DType dtype -> dtype.toString();
            case Enum<?> constant -> constant.toString();
            case NamedActivation function -> function(function.name());
            case AutomaticMetric metric -> metric.name();
            case ActivationLayer activation -> write(activation.layer());
            case MeanMetricWrapper metric -> LossMetrics.write(metric);
            case Configurable thing -> configurable(thing);
            case Record record -> record(record);
            default -> other(value);
        };
    }

    /// A function that stands in files by its name.
    static Map<String, @Nullable Object> function(String name) {
        var function = new LinkedHashMap<String, @Nullable Object>();
        function.put("module", "builtins");
        function.put("class_name", "function");
        function.put("config", name);
        function.put("registered_name", "function");
        return function;
    }

    private static Map<String, @Nullable Object> other(Object value) {
        var known = Catalog.of(value).orElseThrow(() -> unknown(value));
        var config = new LinkedHashMap<String, @Nullable Object>();
        special(value, known.form(), config);
        return object(known.module(), known.className(), config, null);
    }

    private static IllegalArgumentException unknown(Object value) {
        var form = value instanceof ActivationFunction
                ? "a lambda, which no file can hold; give it a name by ActivationFunction.named(\"...\", ...)"
                : "a " + value.getClass().getName() + ", which has no form in files";
        return new IllegalArgumentException(value + " is " + form
                + "\n  mend   make it a record or a Configurable, and register it when the file is read");
    }

    /// Its name; one that Keras does not have is a function that is registered there.
    private static Object activation(Activations activation) {
        var name = activation.registeredName();
        if (name.equals(activation.toString())) {
            return name;
        }
        var function = new LinkedHashMap<String, @Nullable Object>();
        function.put("module", "builtins");
        function.put("class_name", "function");
        function.put("config", name);
        function.put("registered_name", name);
        return function;
    }

    private static List<@Nullable Object> list(List<?> list) {
        var written = new ArrayList<@Nullable Object>();
        list.forEach(each -> written.add(write(each)));
        return written;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> map) {
        var written = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> written.put(String.valueOf(key), write(value)));
        return written;
    }

    static Map<String, @Nullable Object> object(
            @Nullable String module, String className, Map<String, ?> config, @Nullable String registeredName) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("module", module);
        object.put("class_name", className);
        object.put("config", config);
        object.put("registered_name", registeredName);
        return object;
    }

    private static Map<String, @Nullable Object> record(Record record) {
        var known = Catalog.of(record);
        var form = known.map(Known::form).orElseGet(Form::new);
        var config = new LinkedHashMap<String, @Nullable Object>();
        Records.values(record).forEach((key, value) -> {
            if (!form.isAbsent(key) && !form.isWritten(form.theirs(key))) {
                config.put(form.theirs(key), write(value));
            }
        });
        special(record, form, config);
        var simple = record.getClass().getSimpleName();
        return known.map(each -> object(each.module(), each.className(), config, null))
                .orElseGet(() -> object(null, simple, config, "Custom>" + simple));
    }

    private static Map<String, @Nullable Object> configurable(Configurable thing) {
        var known = Catalog.of(thing);
        var config = config(thing, known.map(Known::form).orElseGet(Form::new));
        return known.map(each -> object(each.module(), each.className(), config, null))
                .orElseGet(() -> object(null, SettingAccess.className(thing), config, thing.registeredName()));
    }

    private static Map<String, @Nullable Object> config(Configurable thing, Form form) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("name", thing.name());
        if (thing instanceof Layer layer && !form.isAbsent("trainable")) {
            config.put("trainable", layer.isTrainable());
        }
        for (var setting : thing.settings()) {
            var value = SettingAccess.find(thing, setting);
            boolean changed = !value.equals(setting.initial());
            var key = form.theirs(setting.key());
            boolean wanted = !form.isAbsent(setting.key()) && !form.isWritten(key);
            if (wanted && (changed || !form.onlyIfChanged(setting.key()))) {
                config.putIfAbsent(key, write(value));
            }
        }
        special(thing, form, config);
        if (thing instanceof Layer layer && !layer.isTrainable()) {
            config.values().forEach(ObjectWriter::freeze);
        }
        return config;
    }

    /// The keys that the class writes in a way of its own.
    static void special(Object thing, Form form, Map<String, @Nullable Object> config) {
        form.writers().forEach((key, writer) -> {
            var value = writer.apply(thing);
            if (value == Form.ABSENT) {
                config.remove(key);
            } else {
                config.put(key, write(value));
            }
        });
    }

    /// Layers inside one that is not trained are not trained either.
    private static void freeze(@Nullable Object tree) {
        if (tree instanceof List<?> list) {
            list.forEach(ObjectWriter::freeze);
        } else if (tree instanceof Map<?, ?> map) {
            map.values().forEach(ObjectWriter::freeze);
            if (map.containsKey("trainable")) {
                @SuppressWarnings("unchecked") // it is one that was written here
                var config = (Map<String, @Nullable Object>) map;
                config.put("trainable", false);
            }
        }
    }
}
