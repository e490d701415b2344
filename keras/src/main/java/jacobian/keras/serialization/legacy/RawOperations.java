package jacobian.keras.serialization.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Nodes of a TensorFlow graph, which tf.keras 2.0 to 2.3 wrote as layers of the class TensorFlowOpLayer.
final class RawOperations {
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("Add", "math.add"),
            Map.entry("AddV2", "math.add"),
            Map.entry("BiasAdd", "math.add"),
            Map.entry("Sub", "math.subtract"),
            Map.entry("Mul", "math.multiply"),
            Map.entry("RealDiv", "math.truediv"),
            Map.entry("Maximum", "math.maximum"),
            Map.entry("Minimum", "math.minimum"),
            Map.entry("Pow", "math.pow"),
            Map.entry("Greater", "math.greater"),
            Map.entry("Less", "math.less"),
            Map.entry("Neg", "math.negative"),
            Map.entry("Exp", "math.exp"),
            Map.entry("Log", "math.log"),
            Map.entry("Sqrt", "math.sqrt"),
            Map.entry("Rsqrt", "math.rsqrt"),
            Map.entry("Square", "math.square"),
            Map.entry("Abs", "math.abs"),
            Map.entry("Sin", "math.sin"),
            Map.entry("Cos", "math.cos"),
            Map.entry("Tanh", "math.tanh"),
            Map.entry("Sigmoid", "math.sigmoid"),
            Map.entry("Relu", "nn.relu"),
            Map.entry("Relu6", "nn.relu6"),
            Map.entry("Elu", "nn.elu"),
            Map.entry("Softplus", "nn.softplus"),
            Map.entry("Softmax", "nn.softmax"),
            Map.entry("Identity", "identity"),
            Map.entry("MatMul", "matmul"),
            Map.entry("BatchMatMulV2", "matmul"),
            Map.entry("Mean", "reduce_mean"),
            Map.entry("Sum", "reduce_sum"),
            Map.entry("Max", "reduce_max"),
            Map.entry("Min", "reduce_min"),
            Map.entry("Reshape", "reshape"),
            Map.entry("ExpandDims", "expand_dims"),
            Map.entry("Squeeze", "squeeze"),
            Map.entry("Transpose", "transpose"),
            Map.entry("ConcatV2", "concat"),
            Map.entry("Tile", "tile"));

    /// What the inputs behind the first are called where they are settings.
    private static final Map<String, String> SECOND = Map.of(
            "Mean", "axis",
            "Sum", "axis",
            "Max", "axis",
            "Min", "axis",
            "Reshape", "shape",
            "ExpandDims", "axis",
            "Transpose", "perm",
            "Tile", "multiples");

    private RawOperations() {}

    /// The function of TensorFlow that the node stands for; gives `calls` its arguments.
    static String function(OldLayer layer, List<Map<String, @Nullable Object>> calls) {
        var node = layer.get("node_def") instanceof Map<?, ?> map ? Trees.map(map) : Trees.of();
        var kind = String.valueOf(node.get("op"));
        var function = FUNCTIONS.get(kind);
        if (function == null) {
            throw layer.refused(
                    "the operation " + kind + " of TensorFlow is not among those that are read",
                    "build the model anew with operations of Keras, or without");
        }
        var constants = Trees.map(layer.get("constants"));
        var attributes = Trees.map(node.get("attr"));
        for (var call : calls) {
            arguments(kind, call, constants);
            attributes(Trees.map(call.get("kwargs")), attributes);
        }
        return function;
    }

    /// Puts the constants among the tensors, and names those that are settings.
    private static void arguments(
            String kind, Map<String, @Nullable Object> call, Map<String, @Nullable Object> constants) {
        var tensors = Trees.list(call.get("args"));
        if (tensors.size() == 1 && tensors.getFirst() instanceof List<?> several) {
            tensors = several;
        }
        var all = new ArrayList<@Nullable Object>(tensors);
        constants.entrySet().stream()
                .sorted(java.util.Comparator.comparingInt(each -> Integer.parseInt(each.getKey())))
                .forEach(each -> all.add(Math.min(all.size(), Integer.parseInt(each.getKey())), each.getValue()));
        var named = Trees.map(call.get("kwargs"));
        if (kind.equals("ConcatV2")) {
            named.put("axis", all.removeLast());
            call.put("args", List.of(List.copyOf(all)));
        } else if (SECOND.get(kind) instanceof String setting && all.size() > 1) {
            named.put(setting, all.removeLast());
            call.put("args", all);
        } else {
            call.put("args", all);
        }
    }

    private static void attributes(Map<String, @Nullable Object> named, Map<String, @Nullable Object> attributes) {
        if (Boolean.TRUE.equals(Trees.map(attributes.get("keep_dims")).get("b"))) {
            named.put("keepdims", true);
        }
        var squeezed =
                Trees.map(Trees.map(attributes.get("squeeze_dims")).get("list")).get("i");
        if (squeezed instanceof List<?> axes) {
            named.put(
                    "axis",
                    axes.stream()
                            .map(axis -> Long.valueOf(String.valueOf(axis)))
                            .toList());
        }
        for (var key : List.of("transpose_a", "transpose_b", "adj_x", "adj_y")) {
            if (Boolean.TRUE.equals(Trees.map(attributes.get(key)).get("b"))) {
                named.put(key, true);
            }
        }
    }
}
