package jacobian.keras.serialization;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.config.Configurable;
import jacobian.keras.config.Spelling;
import jacobian.keras.saving.RefusedFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes objects of their configurations.
final class ObjectReader {
    private final Customs customs;

    ObjectReader(Customs customs) {
        this.customs = customs;
    }

    /// What `json`, the value at `place`, is as a `type`.
    Object read(Class<?> type, Object json, Conversion place) {
        var made = switch (json) {
            case String name -> named(type, name, place);
            case Map<?, ?> map -> object(type, strings(map), place);
            default -> throw place.refused(json, type);
        };
        if (!type.isInstance(made)) {
            throw new RefusedFileException(place.where() + " is " + made + "\n  needs  a " + type.getSimpleName());
        }
        return made;
    }

    private Object named(Class<?> type, String name, Conversion place) {
        var registered = customs.function(type, name);
        if (registered.isPresent()) {
            return registered.get();
        }
        var maker = customs.maker(name, name);
        if (maker.isPresent()) {
            return configured(maker.get(), new SavedConfig(name, Map.of(), customs), new Form());
        }
        try {
            return Catalog.named(type, name);
        } catch (IllegalArgumentException unknown) {
            throw place.refused(unknown);
        }
    }

    private Object object(Class<?> type, Map<String, @Nullable Object> object, Conversion place) {
        if (!(object.get("class_name") instanceof String className)) {
            throw new RefusedFileException(
                    place.where() + " is " + Conversion.shown(object) + "\n  needs  an object with a class_name");
        }
        var registeredName = object.get("registered_name") instanceof String name ? name : className;
        if (className.equals("function")) {
            return function(type, object, registeredName, place);
        }
        var config = new SavedConfig(className, config(object, className), customs);
        var custom = customs.maker(registeredName, className);
        if (custom.isPresent()) {
            return configured(custom.get(), config, new Form());
        }
        var models = customs.models();
        if (models.isPresent() && Set.of("Sequential", "Functional", "Model").contains(className)) {
            return models.get().apply(values(object), customs);
        }
        var module = object.get("module") instanceof String name ? name : "";
        var known = Catalog.find(type, module, className);
        if (known.isEmpty() || isForeign(module)) {
            throw missing(type, registeredName, config);
        }
        return configured(known.get().maker(), config, known.get().form());
    }

    /// Whether a class of this module is somebody's own, be its name like one of Keras.
    private static boolean isForeign(String module) {
        return !module.isEmpty()
                && !module.startsWith("keras")
                && !module.startsWith("tf_keras")
                && !module.startsWith("tensorflow");
    }

    private Object function(
            Class<?> type, Map<String, @Nullable Object> object, String registeredName, Conversion place) {
        var name = object.get("config") instanceof String text ? text : registeredName;
        Optional<?> found = type == ActivationFunction.class ? customs.activation(name) : customs.function(type, name);
        if (found.isPresent()) {
            return found.get();
        }
        try {
            return Catalog.named(type, name);
        } catch (IllegalArgumentException unknown) {
            var method = type == ActivationFunction.class ? "activation" : "named";
            throw new RefusedFileException(place.where() + " is the function \"" + name + "\", which is not known"
                    + "\n  mend   register it: Models.load(path, load -> load." + method + "(\"" + name
                    + "\", ...))");
        }
    }

    private RefusedFileException missing(Class<?> type, String registeredName, SavedConfig config) {
        var close = Catalog.names(type);
        close.addAll(customs.names());
        var simple = registeredName.substring(registeredName.lastIndexOf('>') + 1);
        return new RefusedFileException("the class " + registeredName + " is not known; its config is "
                + Conversion.shown(config.all())
                + (close.isEmpty() ? "" : "\n  close  " + Spelling.close(simple, close))
                + "\n  mend   register it: Models.load(path, load -> load.custom(\"" + registeredName + "\", " + simple
                + "::new))");
    }

    /// The thing that `maker` makes, with what it has not read itself.
    private Object configured(Function<SavedConfig, ?> maker, SavedConfig config, Form form) {
        try {
            var made = maker.apply(config);
            if (made instanceof Record record) {
                return new Records(config, form).fill(record);
            }
            if (made instanceof Configurable thing) {
                new Filling(config, form).fill(thing);
            }
            return made;
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw new RefusedFileException(
                    "the file's " + config.className() + " is not possible: " + refused.getMessage(), refused);
        }
    }

    private Map<String, @Nullable Object> config(Map<String, @Nullable Object> object, String className) {
        var config = object.get("config");
        if (config == null) {
            return Map.of();
        }
        if (config instanceof Map<?, ?> map) {
            return strings(map);
        }
        throw new RefusedFileException(className + ": config is " + Conversion.shown(config) + "\n  needs  an object");
    }

    @SuppressWarnings("NullAway") // a value of JSON may be null
    private static Map<String, Object> values(Map<String, @Nullable Object> object) {
        return new LinkedHashMap<>(object);
    }

    private static Map<String, @Nullable Object> strings(Map<?, ?> map) {
        var strings = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> strings.put(String.valueOf(key), value));
        return strings;
    }
}
