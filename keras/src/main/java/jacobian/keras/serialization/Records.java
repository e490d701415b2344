package jacobian.keras.serialization;

import jacobian.keras.config.Names;
import jacobian.keras.saving.RefusedFileException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Small values as configurations: each component of the record under its name in Keras' spelling.
record Records(SavedConfig config, Form form) {
    /// The key of `component`: `maxValue` is `max_value`.
    static String key(RecordComponent component) {
        return Names.snakeCase(component.getName());
    }

    /// The components of `record`, by key.
    static Map<String, @Nullable Object> values(Record record) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var component : record.getClass().getRecordComponents()) {
            values.put(key(component), value(record, component));
        }
        return values;
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.trySetAccessible();
            return switch (accessor.invoke(record)) {
                case Optional<?> optional -> optional.orElse(null);
                case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : null;
                case OptionalInt optional -> optional.isPresent() ? optional.getAsInt() : null;
                case OptionalDouble optional -> optional.isPresent() ? optional.getAsDouble() : null;
                case Object value -> value;
                case null -> null;
            };
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(closed(record), closed);
        }
    }

    private static String closed(Record record) {
        return record.getClass().getName() + " cannot be looked into"
                + "\n  mend   make it public in a package that its module exports";
    }

    /// A record like `standard` with the values that the file has.
    Record fill(Record standard) {
        var components = standard.getClass().getRecordComponents();
        var arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = argument(standard, components[i]);
        }
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = standard.getClass().getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor.newInstance(arguments);
        } catch (java.lang.reflect.InvocationTargetException refused) {
            throw new RefusedFileException(
                    "the file's " + config.className() + " is not possible: "
                            + refused.getTargetException().getMessage(),
                    refused);
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(closed(standard), closed);
        }
    }

    private @Nullable Object argument(Record standard, RecordComponent component) {
        var ours = key(component);
        var key = form.theirs(ours);
        var type = component.getType();
        if (config.isRead(key) || !config.all().containsKey(key)) {
            return plain(standard, component);
        }
        var json = config.value(key);
        var place = config.conversion(key);
        var reader = form.reader(ours);
        if (json != null && reader != null) {
            return reader.apply(place, json);
        }
        return switch (type.getSimpleName()) {
            case "Optional" ->
                json == null ? Optional.empty() : Optional.of(place.one(element(component.getGenericType()), json));
            case "OptionalLong" ->
                json == null ? OptionalLong.empty() : OptionalLong.of((long) place.one(Long.class, json));
            case "OptionalInt" ->
                json == null ? OptionalInt.empty() : OptionalInt.of((int) place.one(Integer.class, json));
            case "OptionalDouble" ->
                json == null ? OptionalDouble.empty() : OptionalDouble.of((double) place.one(Double.class, json));
            case "List" -> list(json, place, element(component.getGenericType()));
            default -> json == null ? plain(standard, component) : place.one(boxed(type), json);
        };
    }

    private static List<Object> list(@Nullable Object json, Conversion place, Class<?> element) {
        var all = json instanceof List<?> many ? many : json == null ? List.of() : List.of(json);
        return all.stream().map(each -> place.one(element, each)).toList();
    }

    private static Class<?> boxed(Class<?> type) {
        return switch (type.getName()) {
            case "int" -> Integer.class;
            case "long" -> Long.class;
            case "double" -> Double.class;
            case "boolean" -> Boolean.class;
            default -> type;
        };
    }

    private static Class<?> element(Type type) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments()[0] instanceof Class<?> of
                ? of
                : Object.class;
    }

    private static @Nullable Object plain(Record standard, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.trySetAccessible();
            return accessor.invoke(standard);
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(closed(standard), closed);
        }
    }
}
