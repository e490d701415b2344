package jacobian.keras.serialization;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.DTypePolicy;
import jacobian.keras.config.Setting;
import jacobian.keras.layers.Layer;
import jacobian.keras.saving.RefusedFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Makes the value of one key, a JSON tree, into a value of a class.
record Conversion(String className, String key, Customs customs) {
    /// What the file's `value` is as a value of `setting`.
    Object of(Setting<?> setting, Object value) {
        var json = value instanceof Map<?, ?> map ? SpecialObjects.plain(map).orElse(value) : value;
        if (!List.class.isAssignableFrom(setting.type())) {
            return one(setting.type(), json);
        }
        var element = element(setting);
        var list = new ArrayList<Object>();
        for (var each : json instanceof List<?> many ? many : List.of(json)) {
            list.add(one(element, each));
        }
        return List.copyOf(list);
    }

    private static Class<?> element(Setting<?> setting) {
        if (setting.elements() != Object.class) {
            return setting.elements();
        }
        return setting.initial().map(Object.class::cast).orElse("") instanceof List<?> list && !list.isEmpty()
                ? list.getFirst() instanceof List<?>
                        ? Object.class
                        : list.getFirst().getClass()
                : Object.class;
    }

    /// What `json` is as a `type`.
    Object one(Class<?> type, @Nullable Object json) {
        var value = json instanceof Map<?, ?> map ? SpecialObjects.plain(map).orElse(json) : json;
        if (value == null) {
            if (type == Object.class || type == Integer.class) {
                return NO_SIZE;
            }
            throw refused(null, type);
        }
        if (type.isEnum()) {
            return constant(type, value);
        }
        return switch (type.getSimpleName()) {
            case "Object" -> any(value);
            case "Integer" -> (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, type);
            case "Long" -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE, type);
            case "Double" -> number(value);
            case "OptionalDouble" -> OptionalDouble.of(number(value));
            case "Boolean" -> truth(value);
            case "String" -> text(value);
            case "DTypePolicy" -> policy(value);
            case "DType" -> policy(value).computeDtype();
            case "ActivationFunction" -> activation(value);
            case "Map" -> value;
            default -> new ObjectReader(customs).read(type, value, this);
        };
    }

    /// Python's None as a size.
    static final int NO_SIZE = -1;

    private Object any(Object value) {
        return switch (value) {
            case List<?> list -> {
                var all = new ArrayList<Object>();
                list.forEach(each -> all.add(one(Object.class, each)));
                yield List.copyOf(all);
            }
            case Long number when number.intValue() == number -> number.intValue();
            case Map<?, ?> map
            when map.containsKey("class_name") -> new ObjectReader(customs).read(Object.class, map, this);
            default -> value;
        };
    }

    private long whole(Object value, long least, long most, Class<?> type) {
        boolean isWhole = value instanceof Long || value instanceof Integer;
        if (isWhole && ((Number) value).longValue() >= least && ((Number) value).longValue() <= most) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double number && number == Math.rint(number) && number >= least && number <= most) {
            return number.longValue();
        }
        throw refused(value, type);
    }

    private double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw refused(value, Double.class);
    }

    private boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Long number && (number == 0 || number == 1)) {
            return number == 1;
        }
        throw refused(value, Boolean.class);
    }

    private String text(Object value) {
        if (value instanceof String string) {
            return string;
        }
        throw refused(value, String.class);
    }

    private Object constant(Class<?> type, Object value) {
        for (var constant : type.getEnumConstants()) {
            if (value instanceof String name && constant.toString().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new RefusedFileException(
                where() + " is " + shown(value) + "\n  needs  one of " + List.of(type.getEnumConstants()));
    }

    private ActivationFunction activation(Object value) {
        if (value instanceof String name) {
            return customs.activation(name).orElseGet(() -> {
                try {
                    return Activations.of(name);
                } catch (IllegalArgumentException unknown) {
                    throw refused(unknown);
                }
            });
        }
        if (value instanceof Map<?, ?> map && !"function".equals(map.get("class_name"))) {
            return switch (new ObjectReader(customs).read(Object.class, value, this)) {
                case Layer layer -> new ActivationLayer(layer);
                case ActivationFunction function -> function;
                case Object other -> throw refused(other, ActivationFunction.class);
            };
        }
        return (ActivationFunction) new ObjectReader(customs).read(ActivationFunction.class, value, this);
    }

    private DTypePolicy policy(Object value) {
        var name = value instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> config
                ? config.get("name")
                : value;
        if (value instanceof Map<?, ?> map
                && String.valueOf(map.get("class_name")).startsWith("Quantized")) {
            throw new RefusedFileException(where() + " is the policy " + name
                    + ": quantized layers are not read\n  mend   save the model before it is quantized");
        }
        try {
            return new DTypePolicy(text(name == null ? value : name));
        } catch (IllegalArgumentException unknown) {
            throw refused(unknown);
        }
    }

    /// The refusal of a value that a constructor or a setting does not take.
    RefusedFileException refused(RuntimeException cause) {
        return new RefusedFileException(where() + ": " + cause.getMessage(), cause);
    }

    RefusedFileException refused(@Nullable Object value, Class<?> type) {
        return new RefusedFileException(where() + " is " + shown(value) + "\n  needs  " + described(type));
    }

    String where() {
        return className + ": " + key;
    }

    static String shown(@Nullable Object value) {
        var text = value instanceof String string ? '"' + string + '"' : String.valueOf(value);
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }

    private static String described(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Integer", "Long" -> "a whole number";
            case "Double", "OptionalDouble" -> "a number";
            case "Boolean" -> "true or false";
            case "String" -> "a text";
            default -> "a " + type.getSimpleName();
        };
    }
}
