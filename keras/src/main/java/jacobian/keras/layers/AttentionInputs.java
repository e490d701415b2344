package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// What attention is called on: query, value and key, which is the value where none is given, and what masks
/// them.
record AttentionInputs(Tensor query, Tensor value, Tensor key, AttentionMask mask) {
    /// The inputs and their masks: `(query, value)`, `(query, value, key)`, either with a bool tensor behind it.
    static AttentionInputs of(Layer layer, List<Tensor> inputs, List<Optional<Tensor>> masks) {
        var types = inputs.stream().map(Tensor::type).toList();
        check(layer, types);
        boolean hasKey = hasKey(types);
        var places = hasPlaces(types) ? Optional.of(inputs.getLast()) : Optional.<Tensor>empty();
        var keyMask = hasKey ? masks.get(2) : Optional.<Tensor>empty();
        var mask = new AttentionMask(masks.get(0), masks.get(1), keyMask, places);
        return new AttentionInputs(inputs.get(0), inputs.get(1), inputs.get(hasKey ? 2 : 1), mask);
    }

    /// The types of query, value and key.
    static List<TensorType> types(Layer layer, List<TensorType> inputs) {
        check(layer, inputs);
        return List.of(inputs.get(0), inputs.get(1), inputs.get(hasKey(inputs) ? 2 : 1));
    }

    private static void check(Layer layer, List<TensorType> types) {
        if (types.size() < 2 || types.size() > (hasPlaces(types) ? 4 : 3)) {
            throw new ShapeException(layer + " cannot take " + types
                    + "\n  needs  query and value, or query, value and key; behind them a bool tensor of allowed places"
                    + " where there is one");
        }
    }

    private static boolean hasPlaces(List<TensorType> types) {
        return types.size() > 2 && types.getLast().dtype() == DType.BOOL;
    }

    private static boolean hasKey(List<TensorType> types) {
        return types.size() - (hasPlaces(types) ? 1 : 0) == 3;
    }
}
