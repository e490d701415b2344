package jacobian.keras.ops;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The keyword arguments of a function of `keras.ops`, by their Python names. What is not given, or None, is at
/// its default.
record Given(JsonNode json, List<Tensor> inputs) {
    boolean has(String name) {
        return json.hasNonNull(name);
    }

    private Optional<JsonNode> find(String name) {
        return has(name) ? Optional.of(json.get(name)) : Optional.empty();
    }

    /// A number; "NaN" and the infinities are texts in files.
    private static double number(JsonNode node) {
        return node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
    }

    int integer(String name, int otherwise) {
        return find(name).map(JsonNode::asInt).orElse(otherwise);
    }

    double number(String name, double otherwise) {
        return find(name).map(Given::number).orElse(otherwise);
    }

    boolean flag(String name) {
        return find(name).map(JsonNode::asBoolean).orElse(false);
    }

    boolean flag(String name, boolean otherwise) {
        return find(name).map(JsonNode::asBoolean).orElse(otherwise);
    }

    String text(String name, String otherwise) {
        return find(name).map(JsonNode::asString).orElse(otherwise);
    }

    DType dtype(String name, DType otherwise) {
        return find(name).map(each -> DType.of(each.asString())).orElse(otherwise);
    }

    /// A list of integers, or one integer as a list of one; empty where it is not given.
    int[] ints(String name) {
        return find(name)
                .map(each -> each.isArray()
                        ? each.valueStream().mapToInt(JsonNode::asInt).toArray()
                        : new int[] {each.asInt()})
                .orElse(new int[0]);
    }

    /// A list of pairs or other lists of integers.
    int[][] lists(String name) {
        return find(name)
                .map(list -> list.valueStream()
                        .map(each ->
                                each.valueStream().mapToInt(JsonNode::asInt).toArray())
                        .toArray(int[][]::new))
                .orElse(new int[0][]);
    }

    /// An argument that is a tensor: in the file it is `{"input": index}`.
    Optional<Tensor> tensor(String name) {
        return find(name).map(each -> inputs.get(each.get("input").asInt()));
    }
}
