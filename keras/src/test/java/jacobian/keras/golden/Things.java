package jacobian.keras.golden;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.constraints.MaxNorm;
import jacobian.keras.constraints.MinMaxNorm;
import jacobian.keras.constraints.NonNeg;
import jacobian.keras.constraints.UnitNorm;
import jacobian.keras.initializers.Constant;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.RandomUniform;
import jacobian.keras.layers.Layer;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Losses;
import jacobian.keras.losses.Measure;
import jacobian.keras.metrics.Metrics;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.schedules.ExponentialDecay;
import jacobian.keras.regularizers.L1;
import jacobian.keras.regularizers.L1L2;
import jacobian.keras.regularizers.L2;
import jacobian.keras.regularizers.OrthogonalRegularizer;
import jacobian.keras.regularizers.Regularizer;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Layers, losses, metrics and optimizers as golden files describe them: Keras' class name and arguments.
public final class Things {
    /// What Keras takes as first arguments, in their order.
    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("Dense", List.of("units")),
            Map.entry("Input", List.of("shape")),
            Map.entry("Conv1D", List.of("filters", "kernel_size")),
            Map.entry("Conv2D", List.of("filters", "kernel_size")),
            Map.entry("Conv3D", List.of("filters", "kernel_size")),
            Map.entry("MaxPooling1D", List.of("pool_size")),
            Map.entry("MaxPooling3D", List.of("pool_size")),
            Map.entry("AveragePooling1D", List.of("pool_size")),
            Map.entry("AveragePooling3D", List.of("pool_size")),
            Map.entry("MaxPooling2D", List.of("pool_size")),
            Map.entry("AveragePooling2D", List.of("pool_size")),
            Map.entry("Embedding", List.of("input_dim", "output_dim")),
            Map.entry("Dropout", List.of("rate")),
            Map.entry("Rescaling", List.of("scale")),
            Map.entry("Reshape", List.of("target_shape")),
            Map.entry("Activation", List.of("activation")),
            Map.entry("Dot", List.of("axes")),
            Map.entry("Permute", List.of("dims")),
            Map.entry("RepeatVector", List.of("n")),
            Map.entry("Cropping1D", List.of("cropping")),
            Map.entry("Cropping2D", List.of("cropping")),
            Map.entry("Cropping3D", List.of("cropping")),
            Map.entry("ZeroPadding1D", List.of("padding")),
            Map.entry("ZeroPadding2D", List.of("padding")),
            Map.entry("ZeroPadding3D", List.of("padding")),
            Map.entry("UpSampling1D", List.of("size")),
            Map.entry("UpSampling2D", List.of("size")),
            Map.entry("UpSampling3D", List.of("size")),
            Map.entry("SpatialDropout1D", List.of("rate")),
            Map.entry("SpatialDropout2D", List.of("rate")),
            Map.entry("SpatialDropout3D", List.of("rate")),
            Map.entry("AlphaDropout", List.of("rate")),
            Map.entry("GaussianDropout", List.of("rate")),
            Map.entry("GaussianNoise", List.of("stddev")),
            Map.entry("AdaptiveAveragePooling1D", List.of("output_size")),
            Map.entry("AdaptiveAveragePooling2D", List.of("output_size")),
            Map.entry("AdaptiveAveragePooling3D", List.of("output_size")),
            Map.entry("AdaptiveMaxPooling1D", List.of("output_size")),
            Map.entry("AdaptiveMaxPooling2D", List.of("output_size")),
            Map.entry("AdaptiveMaxPooling3D", List.of("output_size")),
            Map.entry("Conv1DTranspose", List.of("filters", "kernel_size")),
            Map.entry("Conv2DTranspose", List.of("filters", "kernel_size")),
            Map.entry("Conv3DTranspose", List.of("filters", "kernel_size")),
            Map.entry("LSTM", List.of("units")),
            Map.entry("GRU", List.of("units")),
            Map.entry("DepthwiseConv1D", List.of("kernel_size")),
            Map.entry("DepthwiseConv2D", List.of("kernel_size")),
            Map.entry("SeparableConv1D", List.of("filters", "kernel_size")),
            Map.entry("SeparableConv2D", List.of("filters", "kernel_size")));

    private Things() {}

    /// The layer of a node, without its name.
    public static Layer layer(String type, JsonNode args) {
        return (Layer) make("jacobian.keras.layers." + type, args);
    }

    /// Gives `layer` the options in `args`.
    public static Layer with(Layer layer, JsonNode args) {
        args.properties().forEach(entry -> set(layer, entry.getKey(), entry.getValue()));
        return layer;
    }

    public static Optimizer optimizer(JsonNode thing) {
        return (Optimizer)
                make("jacobian.keras.optimizers." + thing.get("class").asString(), args(thing));
    }

    public static Loss loss(JsonNode thing) {
        return thing.isString()
                ? Losses.of(thing.asString())
                : (Loss) make("jacobian.keras.losses." + thing.get("class").asString(), args(thing));
    }

    public static Measure measure(JsonNode thing) {
        if (thing.isString()) {
            return Metrics.of(thing.asString());
        }
        var type = thing.get("class").asString();
        return (Measure)
                make((Losses.has(type) ? "jacobian.keras.losses." : "jacobian.keras.metrics.") + type, args(thing));
    }

    public static Regularizer regularizer(JsonNode thing) {
        var type = thing.isString()
                ? thing.asString().toUpperCase(Locale.ROOT)
                : thing.get("class").asString();
        double l1 = args(thing).path("l1").asDouble(type.equals("L1") ? 0.01 : 0);
        double l2 = args(thing).path("l2").asDouble(type.equals("L2") ? 0.01 : 0);
        return switch (type) {
            case "L1" -> new L1(l1);
            case "L2" -> new L2(l2);
            case "OrthogonalRegularizer" -> new OrthogonalRegularizer();
            default -> new L1L2(l1, l2);
        };
    }

    public static Initializer initializer(JsonNode thing) {
        var words = thing.isString() ? thing.asString() : thing.get("class").asString();
        var type = new StringBuilder();
        for (var word : words.split("_")) {
            type.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        if (type.toString().equals("Constant")) {
            return new Constant(args(thing).path("value").asDouble(0));
        }
        if (args(thing).has("minval")) {
            var given = args(thing);
            double from = given.get("minval").asDouble();
            double to = given.get("maxval").asDouble();
            return given.has("seed")
                    ? new RandomUniform(from, to, given.get("seed").asLong())
                    : new RandomUniform(from, to);
        }
        try {
            var found = Class.forName("jacobian.keras.initializers." + type);
            return (Initializer)
                    (args(thing).has("seed")
                            ? found.getConstructor(long.class)
                                    .newInstance(args(thing).get("seed").asLong())
                            : found.getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no initializer " + thing, e);
        }
    }

    public static Constraint constraint(JsonNode thing) {
        var args = args(thing);
        var axis = args.has("axis")
                ? numbers(args.get("axis")).stream().map(JsonNode::asInt).toList()
                : List.of(0);
        return switch (thing.get("class").asString()) {
            case "MaxNorm" -> new MaxNorm(args.path("max_value").asDouble(2), axis);
            case "MinMaxNorm" ->
                new MinMaxNorm(
                        args.path("min_value").asDouble(0),
                        args.path("max_value").asDouble(1),
                        args.path("rate").asDouble(1),
                        axis);
            case "NonNeg" -> new NonNeg();
            default -> new UnitNorm(axis);
        };
    }

    private static JsonNode args(JsonNode thing) {
        return thing.path("args");
    }

    private static Object make(String name, JsonNode args) {
        var rest = new LinkedHashMap<String, JsonNode>();
        args.properties().forEach(entry -> rest.put(entry.getKey(), entry.getValue()));
        var type = name.substring(name.lastIndexOf('.') + 1);
        var given = REQUIRED.getOrDefault(type, List.of()).stream()
                .filter(rest::containsKey)
                .map(rest::remove)
                .toList();
        try {
            var thing = construct(Class.forName(name), given);
            rest.forEach((key, value) -> set(thing, key, value));
            return thing;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot make " + name + " of " + args, e);
        }
    }

    /// The constructor that takes these values: a number, several, or one list spread out.
    private static Object construct(Class<?> type, List<JsonNode> given) throws ReflectiveOperationException {
        var flat = given.stream().flatMap(Things::flat).toList();
        for (var constructor : type.getConstructors()) {
            if (constructor.isVarArgs() && constructor.getParameterCount() == 1) {
                var numbers = constructor.getParameterTypes()[0] == double[].class
                        ? flat.stream().mapToDouble(JsonNode::asDouble).toArray()
                        : flat.stream()
                                .mapToInt(each -> each.isNull() ? -1 : each.asInt())
                                .toArray();
                return constructor.newInstance(numbers);
            }
            if (constructor.getParameterCount() == flat.size() && accepts(constructor, flat)) {
                var arguments = new Object[flat.size()];
                Arrays.setAll(arguments, i -> convert(flat.get(i), constructor.getParameterTypes()[i]));
                return constructor.newInstance(arguments);
            }
        }
        throw new AssertionError("no constructor of " + type + " takes " + given);
    }

    private static Stream<JsonNode> flat(JsonNode value) {
        return value.isArray() ? value.valueStream().flatMap(Things::flat) : Stream.of(value);
    }

    private static boolean accepts(Constructor<?> constructor, List<JsonNode> flat) {
        for (int i = 0; i < flat.size(); i++) {
            if (flat.get(i).isString() != (constructor.getParameterTypes()[i] == ActivationFunction.class)) {
                return false;
            }
        }
        return true;
    }

    private static void set(Object thing, String key, JsonNode value) {
        if (key.equals("trainable")) {
            ((Layer) thing).setTrainable(value.asBoolean());
            return;
        }
        try {
            var method = method(thing, Options.camelCase(key), value);
            method.invoke(thing, convert(value, method.getParameterTypes()[0]));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot set " + key + "=" + value + " of " + thing, e);
        }
    }

    private static Method method(Object thing, String name, JsonNode value) {
        return Arrays.stream(thing.getClass().getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == 1)
                .filter(each -> value.isObject()
                        || !each.getParameterTypes()[0].getSimpleName().equals("LearningRateSchedule"))
                .filter(each -> !value.isObject() || !each.getParameterTypes()[0].isPrimitive())
                .min(java.util.Comparator.comparing(
                        each -> each.getParameterTypes()[0] == jacobian.engine.shape.DType.class))
                .orElseThrow(() -> new AssertionError(thing + " has no option " + name));
    }

    private static Object convert(JsonNode value, Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> each.toString().equalsIgnoreCase(value.asString()))
                    .findFirst()
                    .orElseThrow();
        }
        return switch (type.getSimpleName()) {
            case "int" -> value.asInt();
            case "long" -> value.asLong();
            case "double" -> value.asDouble();
            case "boolean" -> value.asBoolean();
            case "String" -> value.asString();
            case "int[]" -> numbers(value).stream().mapToInt(JsonNode::asInt).toArray();
            case "double[]" ->
                numbers(value).stream().mapToDouble(JsonNode::asDouble).toArray();
            case "DType" -> jacobian.engine.shape.DType.of(value.asString());
            case "DTypePolicy" -> new jacobian.keras.config.DTypePolicy(value.asString());
            case "ActivationFunction" -> Activations.of(value.asString());
            case "Initializer" -> initializer(value);
            case "Regularizer" -> regularizer(value);
            case "Constraint" -> constraint(value);
            case "LearningRateSchedule" ->
                new ExponentialDecay(
                        args(value).get("initial_learning_rate").asDouble(),
                        args(value).get("decay_steps").asInt(),
                        args(value).get("decay_rate").asDouble());
            case "OptionalLong" -> OptionalLong.of(value.asLong());
            default -> throw new AssertionError("no conversion of " + value + " to " + type);
        };
    }

    /// A list, one number, or none where Python has None.
    private static List<JsonNode> numbers(JsonNode value) {
        return value.isNull()
                ? List.of()
                : value.isArray() ? value.valueStream().toList() : List.of(value);
    }
}
