package jacobian.keras.golden;

import jacobian.engine.shape.DType;
import jacobian.keras.config.DTypePolicy;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/// Sets the options of a golden file, which have Keras' names, with the fluent methods of our classes.
public final class Options {
    private Options() {}

    /// Gives `thing` the options in `args`.
    public static <T> T set(T thing, JsonNode args) {
        return set(thing, args, (_, _) -> Optional.empty());
    }

    /// Gives `thing` the options in `args`; `special` makes the values that are neither numbers, truths nor
    /// names.
    public static <T> T set(T thing, JsonNode args, BiFunction<String, JsonNode, Optional<Object>> special) {
        args.properties().forEach(entry -> set(thing, entry.getKey(), entry.getValue(), special));
        return thing;
    }

    private static void set(
            Object thing, String key, JsonNode value, BiFunction<String, JsonNode, Optional<Object>> special) {
        try {
            var made = special.apply(key, value);
            var method = method(thing, camelCase(key), made);
            var type = method.getParameterTypes()[0];
            method.invoke(thing, made.orElseGet(() -> convert(value, type)));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot set " + key + "=" + value + " of " + thing, e);
        }
    }

    private static Method method(Object thing, String name, Optional<Object> value) {
        return Arrays.stream(thing.getClass().getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == 1)
                .filter(each -> value.isEmpty()
                        ? !each.getParameterTypes()[0].isInterface()
                        : each.getParameterTypes()[0].isInstance(value.get()))
                // The policies of a layer are more than the element types.
                .min(Comparator.comparing(each -> each.getParameterTypes()[0] == DType.class))
                .orElseThrow(() -> new AssertionError(thing + " has no option " + name));
    }

    private static Object convert(JsonNode value, Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> each.toString().toLowerCase(Locale.ROOT).equals(value.asString()))
                    .findFirst()
                    .orElseThrow();
        }
        return switch (type.getSimpleName()) {
            case "int[]" -> value.valueStream().mapToInt(JsonNode::asInt).toArray();
            case "int" -> value.asInt();
            case "long" -> value.asLong();
            case "double" -> value.asDouble();
            case "boolean" -> value.asBoolean();
            case "String" -> value.asString();
            case "DTypePolicy" -> new DTypePolicy(value.asString());
            case "DType" -> DType.of(value.asString());
            default -> throw new AssertionError("no conversion of " + value + " to " + type);
        };
    }

    /// `from_logits` as `fromLogits`, `beta_1` as `beta1`.
    static String camelCase(String key) {
        var words = key.split("_");
        var name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }
}
