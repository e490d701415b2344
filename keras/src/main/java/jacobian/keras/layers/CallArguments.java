package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a layer is called with besides its inputs, by Keras' names: `use_causal_mask`, `attention_mask`, ...
///
/// A functional graph keeps them with the call, and files write them as the keyword arguments of its node. Layers
/// of one's own say which they take in [Layer#callArguments] and find them in [Call#arguments]; layers of Keras
/// have methods for theirs, such as [MultiHeadAttention#apply].
///
/// @param values truths, numbers, strings and tensors, and lists and maps of them
public record CallArguments(Map<String, Object> values) {
    /// None at all.
    public static final CallArguments NONE = new CallArguments(Map.of());

    /// The mask of the input, or a list of masks: any layer takes it, in place of what came with the input.
    public static final String MASK = "mask";

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
        return tensors(values).toList();
    }

    private static Stream<Tensor> tensors(Object value) {
        return switch (value) {
            case Tensor tensor -> Stream.of(tensor);
            case List<?> list -> list.stream().filter(Objects::nonNull).flatMap(CallArguments::tensors);
            case Map<?, ?> map -> map.values().stream().filter(Objects::nonNull).flatMap(CallArguments::tensors);
            default -> Stream.of();
        };
    }

    /// The masks given as `mask`, one an input, where that is given.
    Optional<List<Optional<Tensor>>> masks() {
        return switch (values.get(MASK)) {
            case Tensor mask -> Optional.of(List.of(Optional.of(mask)));
            case List<?> masks ->
                Optional.of(masks.stream()
                        .map(mask -> mask instanceof Tensor tensor ? Optional.of(tensor) : Optional.<Tensor>empty())
                        .toList());
            case null, default -> Optional.empty();
        };
    }

    /// The same with `tensors` in the places of its own.
    CallArguments with(List<Tensor> tensors) {
        var rest = new ArrayList<>(tensors);
        var changed = new LinkedHashMap<String, Object>();
        values.forEach((key, value) -> changed.put(key, Objects.requireNonNull(changed(value, rest))));
        return new CallArguments(changed);
    }

    private static @Nullable Object changed(@Nullable Object value, List<Tensor> rest) {
        return switch (value) {
            case Tensor _ -> rest.removeFirst();
            case List<?> list -> {
                var changed = new ArrayList<@Nullable Object>();
                list.forEach(each -> changed.add(changed(each, rest)));
                yield changed;
            }
            case Map<?, ?> map -> {
                var changed = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((key, each) -> changed.put(key, changed(each, rest)));
                yield changed;
            }
            case null, default -> value;
        };
    }

    /// Refuses what `layer` does not take.
    void check(Layer layer) {
        var known = layer.callArguments();
        for (var key : values.keySet()) {
            if (!known.contains(key) && !key.equals(MASK)) {
                throw new IllegalArgumentException(layer + " takes no argument " + key + " when it is called: "
                        + (known.isEmpty() ? "it takes none" : "it takes " + String.join(", ", known)));
            }
        }
    }
}
