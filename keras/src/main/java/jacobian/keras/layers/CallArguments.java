package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a layer is called with besides its inputs, by Keras' names: `use_causal_mask`, `attention_mask`, ...
///
/// A functional graph keeps them with the call, and files write them as the keyword arguments of its node. Layers
/// of one's own say which they take in [Layer#callArguments] and find them in [Call#arguments]; layers of Keras
/// have methods for theirs, such as [MultiHeadAttention#apply].
///
/// @param values truths, numbers, strings and tensors
public record CallArguments(Map<String, Object> values) {
    /// None at all.
    public static final CallArguments NONE = new CallArguments(Map.of());

    public CallArguments {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// Whether the truth `key` is given as true.
    public boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    /// The tensor given as `key`.
    public Optional<Tensor> tensor(String key) {
        return values.get(key) instanceof Tensor tensor ? Optional.of(tensor) : Optional.empty();
    }

    /// All tensors among the values.
    public List<Tensor> tensors() {
        return values.values().stream()
                .filter(Tensor.class::isInstance)
                .map(Tensor.class::cast)
                .toList();
    }

    /// The same with `tensors` in the places of its own.
    CallArguments with(List<Tensor> tensors) {
        var rest = new ArrayList<>(tensors);
        var changed = new LinkedHashMap<String, Object>();
        values.forEach((key, value) -> changed.put(key, value instanceof Tensor ? rest.removeFirst() : value));
        return new CallArguments(changed);
    }

    /// Refuses what `layer` does not take.
    void check(Layer layer) {
        var known = layer.callArguments();
        for (var key : values.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(layer + " takes no argument " + key + " when it is called: "
                        + (known.isEmpty() ? "it takes none" : "it takes " + String.join(", ", known)));
            }
        }
    }
}
