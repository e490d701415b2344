package jacobian.keras.serialization;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.NamedActivation;
import jacobian.keras.layers.Lambda;
import jacobian.keras.layers.Layer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a file may name beside the classes of Keras: the user's own, given for one reading.
///
/// A class is found by its registered name, `shop>Scale`, else by its class name, `Scale`. One whose declared
/// settings say all about it is given by a constructor without arguments, and its settings are filled from the
/// file; another by a function of its configuration:
///
/// ```java
/// Models.load(path, load -> load.custom("shop>Scale", Scale::new)
///         .custom("shop>Blend", in -> new Blend(in.integer("parts"))));
/// ```
public final class Customs {
    private final Map<String, Function<SavedConfig, ?>> makers = new LinkedHashMap<>();
    private final Map<String, Object> functions = new LinkedHashMap<>();
    private @Nullable BiFunction<Map<String, Object>, Customs, ? extends Layer> models;

    /// Nothing but the classes of Keras.
    public static Customs none() {
        return new Customs();
    }

    /// Registers a class whose settings are filled from the file; a record's components likewise.
    public Customs custom(String name, Supplier<?> maker) {
        return custom(name, _ -> maker.get());
    }

    /// Registers a class that is made of its configuration. Settings that the function does not ask for are
    /// filled from the file.
    public Customs custom(String name, Function<SavedConfig, ?> maker) {
        put(makers, name, maker);
        return this;
    }

    /// Registers an activation function.
    public Customs activation(String name, ActivationFunction function) {
        put(functions, name, function);
        return this;
    }

    /// Registers the function of a [Lambda], whose code a file does not hold: under the name of the Python
    /// function, or of the layer.
    public Customs lambda(String name, Lambda.Body function) {
        put(functions, name, function);
        return this;
    }

    /// Registers any other function or object that a file has by name only.
    public Customs named(String name, Object thing) {
        put(functions, name, thing);
        return this;
    }

    /// Says how a model inside a layer is made of its configuration; whoever reads models says so.
    public Customs models(BiFunction<Map<String, Object>, Customs, ? extends Layer> maker) {
        models = maker;
        return this;
    }

    private static <T> void put(Map<String, T> all, String name, T thing) {
        if (all.putIfAbsent(name, thing) != null) {
            throw new IllegalArgumentException("\"" + name + "\" is registered already: give each name once");
        }
    }

    Optional<Function<SavedConfig, ?>> maker(String registeredName, String className) {
        for (var name : new String[] {registeredName, className}) {
            if (makers.containsKey(name)) {
                return Optional.of(makers.get(name));
            }
        }
        return makers.entrySet().stream()
                .filter(each -> each.getKey().endsWith(">" + className))
                .<Function<SavedConfig, ?>>map(Map.Entry::getValue)
                .findFirst();
    }

    /// The activation function registered under `name`, which keeps it.
    Optional<ActivationFunction> activation(String name) {
        return function(ActivationFunction.class, name)
                .map(found -> found instanceof NamedActivation ? found : ActivationFunction.named(name, found));
    }

    <T> Optional<T> function(Class<T> type, String name) {
        return Optional.ofNullable(functions.get(name)).filter(type::isInstance).map(type::cast);
    }

    Optional<BiFunction<Map<String, Object>, Customs, ? extends Layer>> models() {
        return Optional.ofNullable(models);
    }

    /// All names, for messages.
    Set<String> names() {
        var names = new java.util.LinkedHashSet<>(makers.keySet());
        names.addAll(functions.keySet());
        return names;
    }
}
