package jacobian.keras.parity;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Names;
import jacobian.keras.config.Setting;
import jacobian.keras.layers.Layer;
import jacobian.keras.parity.Signatures.Row;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Our side: which classes and functions are there and what they take, read by reflection and, for the names of
/// parameters, from the sources.
final class Surface {
    private final Notes notes;
    private final Parameters parameters = new Parameters();

    Surface(Notes notes) {
        this.notes = notes;
    }

    /// The classes that hold `row`: itself, or those with a method of its name. None where it is absent.
    List<Class<?>> find(String section, Row row) {
        var given = notes.java(section, row.name());
        if (given.isPresent()) {
            return Stream.of(given.get().split(" "))
                    .<Class<?>>map(Surface::load)
                    .toList();
        }
        if (row.isClass()) {
            return load(packages(section).get(0), row.name()).stream().toList();
        }
        var name = method(row.name());
        return holders(section)
                .filter(each -> hasMethod(each, name) || isNamed(each, row.name()))
                .toList();
    }

    private static Stream<Class<?>> holders(String section) {
        var classes = new ArrayList<Class<?>>();
        if (section.equals("ops")) {
            classes.add(Tensor.class);
        }
        packages(section).forEach(each -> classes.addAll(Resources.classes(Layer.class, each)));
        return classes.stream().filter(each -> Modifier.isPublic(each.getModifiers()));
    }

    private static List<String> packages(String section) {
        return switch (section) {
            case "schedules" -> List.of("jacobian.keras.optimizers.schedules");
            case "metrics" -> List.of("jacobian.keras.metrics", "jacobian.keras.losses");
            case "utils" -> List.of("jacobian.keras.data", "jacobian.keras.config");
            case "models" -> List.of("jacobian.keras.models", "jacobian.keras.layers");
            default -> List.of("jacobian.keras." + section);
        };
    }

    private static boolean hasMethod(Class<?> type, String name) {
        return publicMethods(type).anyMatch(name::equals)
                || type.isEnum()
                        && Arrays.stream(type.getEnumConstants())
                                .anyMatch(each -> each.toString().equals(Names.snakeCase(name)));
    }

    /// A function that is a class here, as `binary_crossentropy` is the `call` of BinaryCrossentropy.
    private static boolean isNamed(Class<?> type, String function) {
        return Names.snakeCase(type.getSimpleName()).replace("_", "").equals(function.replace("_", ""));
    }

    /// Whether `row`, found in `types`, takes `argument`.
    boolean takes(List<Class<?>> types, Row row, String argument) {
        var name = Parameters.camelCase(argument);
        return types.stream().anyMatch(type -> {
            boolean fluent = settings(type).anyMatch(name::equals)
                    || components(type).anyMatch(name::equals)
                    || fluentMethods(type).anyMatch(name::equals);
            return row.isClass()
                    ? fluent || parameters.ofConstructor(type).contains(name)
                    : parameters.of(type, method(row.name())).contains(name) || !(type == Tensor.class) && fluent;
        });
    }

    private static Stream<String> settings(Class<?> type) {
        return hierarchy(type)
                .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
                .filter(each -> each.getType() == Setting.class)
                .map(each -> each.getName());
    }

    private static Stream<String> components(Class<?> type) {
        return type.isRecord() ? Arrays.stream(type.getRecordComponents()).map(each -> each.getName()) : Stream.of();
    }

    private static Stream<String> publicMethods(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(each -> each.getName());
    }

    private static Stream<String> fluentMethods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(each -> each.getParameterCount() > 0)
                .map(each -> each.getName());
    }

    private static Stream<Class<?>> hierarchy(Class<?> type) {
        return Stream.iterate(type, each -> each != null, Class::getSuperclass);
    }

    /// The Java name of a function: the last part, in camelCase, as Java cannot call a method `switch`.
    static String method(String name) {
        return Parameters.camelCase(name.substring(name.lastIndexOf('.') + 1));
    }

    private static Optional<Class<?>> load(String packageName, String name) {
        try {
            return Optional.of(Class.forName(packageName + "." + name));
        } catch (ClassNotFoundException _) {
            return Optional.empty();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("notes.json names the class " + name + ", which is not there", e);
        }
    }
}
