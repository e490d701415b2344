package jacobian.keras.golden;

import jacobian.keras.activations.Activations;
import jacobian.keras.initializers.Constant;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.layers.Bidirectional;
import jacobian.keras.layers.ConvLSTM1D;
import jacobian.keras.layers.ConvLSTM2D;
import jacobian.keras.layers.ConvLSTM3D;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.GRU;
import jacobian.keras.layers.GRUCell;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.LSTMCell;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.Masking;
import jacobian.keras.layers.RNN;
import jacobian.keras.layers.SimpleRNN;
import jacobian.keras.layers.SimpleRNNCell;
import jacobian.keras.layers.StackedRNNCells;
import jacobian.keras.layers.TimeDistributed;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Recurrent layers, their cells and wrappers as golden files describe them; other layers as [Things] makes them.
public final class RecurrentThings {
    private static final Set<String> REQUIRED = Set.of("units", "filters", "kernel_size", "cell", "cells", "layer");

    private static final Set<String> OPTIONS = Set.of(
            "SimpleRNN",
            "LSTM",
            "GRU",
            "SimpleRNNCell",
            "LSTMCell",
            "GRUCell",
            "ConvLSTM1D",
            "ConvLSTM2D",
            "ConvLSTM3D",
            "RNN",
            "StackedRNNCells",
            "MinimalCell",
            "BiasedStart",
            "Bidirectional",
            "TimeDistributed",
            "Masking");

    private RecurrentThings() {}

    public static Layer layer(JsonNode form) {
        return layer(form.get("class").asString(), form.path("args"));
    }

    public static Layer layer(String type, JsonNode args) {
        int units = args.path("units").asInt();
        Layer made = switch (type) {
            case "SimpleRNN" -> new SimpleRNN(units);
            case "LSTM" -> new LSTM(units);
            case "GRU" -> new GRU(units);
            case "SimpleRNNCell" -> new SimpleRNNCell(units);
            case "LSTMCell" -> new LSTMCell(units);
            case "GRUCell" -> new GRUCell(units);
            case "MinimalCell" -> new MinimalCell(units);
            case "BiasedStart" -> new MinimalCell(units, 0.25);
            case "ConvLSTM1D" -> new ConvLSTM1D(filters(args), sizes(args, 1)[0]);
            case "ConvLSTM2D" -> new ConvLSTM2D(filters(args), sizes(args, 2)[0], sizes(args, 2)[1]);
            case "ConvLSTM3D" -> new ConvLSTM3D(filters(args), sizes(args, 3)[0], sizes(args, 3)[1], sizes(args, 3)[2]);
            case "StackedRNNCells" ->
                new StackedRNNCells(args.get("cells")
                        .valueStream()
                        .map(RecurrentThings::layer)
                        .toArray(Layer[]::new));
            case "RNN" -> new RNN(layer(args.get("cell")));
            case "Bidirectional" -> new Bidirectional(layer(args.get("layer")));
            case "TimeDistributed" -> new TimeDistributed(layer(args.get("layer")));
            case "Masking" -> new Masking();
            default -> Things.layer(type, args);
        };
        return isOther(type) ? made : Options.set(made, rest(args), special());
    }

    private static int filters(JsonNode args) {
        return args.get("filters").asInt();
    }

    private static int[] sizes(JsonNode args, int rank) {
        return numbers(args.get("kernel_size"), rank);
    }

    private static int[] numbers(JsonNode value, int rank) {
        return value.isArray()
                ? value.valueStream().mapToInt(JsonNode::asInt).toArray()
                : java.util.stream.IntStream.range(0, rank)
                        .map(_ -> value.asInt())
                        .toArray();
    }

    private static boolean isOther(String type) {
        return !OPTIONS.contains(type);
    }

    private static ObjectNode rest(JsonNode args) {
        var rest = ((ObjectNode) args).deepCopy();
        REQUIRED.forEach(rest::remove);
        return rest;
    }

    private static java.util.function.BiFunction<String, JsonNode, Optional<Object>> special() {
        return (key, value) -> switch (key) {
            case "activation", "recurrent_activation" -> Optional.of(Activations.of(value.asString()));
            case "backward_layer" -> Optional.of(layer(value));
            case "strides", "dilation_rate" -> Optional.of(numbers(value, 1));
            case String name when name.endsWith("constraint") -> Optional.of(Things.constraint(value));
            case String name when name.endsWith("initializer") -> Optional.of(initializer(value));
            case String name when name.endsWith("regularizer") -> Optional.of(Things.regularizer(value));
            default -> Optional.empty();
        };
    }

    private static Initializer initializer(JsonNode value) {
        return value.path("class").asString("").equals("Constant")
                ? new Constant(value.get("args").get("value").asDouble())
                : Things.initializer(value);
    }

    /// The layer of a node, with its name.
    public static Layer node(JsonNode node) {
        var args = node.path("args");
        var layer = args.isMissingNode()
                ? Things.layer(node.get("layer").asString(), args)
                : layer(node.get("layer").asString(), args);
        return ((FluentLayer<?>) layer).name(node.get("name").asString());
    }
}
