package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// What attention is called on: query, value and key, which is the value where none is given, and what masks
/// them.
record AttentionInputs(Tensor query, Tensor value, Tensor key, AttentionMask mask) {
    /// The inputs of `layer`, `(query, value)` or `(query, value, key)`, with the masks that came with them or
    /// were given.
    static AttentionInputs of(Layer layer, List<Tensor> inputs, Call call) {
        check(layer, inputs.stream().map(Tensor::type).toList());
        boolean hasKey = inputs.size() > 2;
        var masks = call.masks();
        var given = call.arguments();
        var mask = new AttentionMask(
                given.tensor("query_mask").or(() -> masks.get(0)),
                given.tensor("value_mask").or(() -> masks.get(1)),
                given.tensor("key_mask").or(() -> hasKey ? masks.get(2) : Optional.empty()),
                given.tensor("attention_mask"));
        var result = new AttentionInputs(inputs.get(0), inputs.get(1), inputs.get(hasKey ? 2 : 1), mask);
        mask.check(layer, result);
        return result;
    }

    /// The types of query, value and key.
    static List<TensorType> types(Layer layer, List<TensorType> inputs) {
        check(layer, inputs);
        return List.of(inputs.get(0), inputs.get(1), inputs.get(inputs.size() > 2 ? 2 : 1));
    }

    private static void check(Layer layer, List<TensorType> types) {
        if (types.size() < 2 || types.size() > 3) {
            throw new ShapeException(layer + " cannot take " + types + "\n  needs  query and value, or query, value"
                    + " and key\n  mend   give places to look at as call -> call.attentionMask(places)");
        }
        boolean ranks = types.stream().allMatch(type -> type.shape().rank() >= 3);
        boolean empty =
                types.stream().anyMatch(type -> type.shape().dims().stream().anyMatch(dim -> dim.size() == 0));
        if (!ranks || empty) {
            throw new ShapeException(layer + " cannot take " + types
                    + "\n  needs  query and value, or query, value and key, each (batch, steps, features), none empty");
        }
    }
}
