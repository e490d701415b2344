package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// States of callbacks as JSON trees: tensors stand beside, a number in their places.
final class CallbackTree {
    private static final String TENSOR = "__tensor__";

    private CallbackTree() {}

    /// `state` with numbers for tensors, which are added to `tensors`.
    static @Nullable Object pack(@Nullable Object state, List<Tensor> tensors) {
        return switch (state) {
            case Tensor tensor -> {
                tensors.add(tensor);
                yield Map.of(TENSOR, tensors.size() - 1);
            }
            case Map<?, ?> map -> {
                var packed = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, value) -> packed.put(String.valueOf(key), pack(value, tensors)));
                yield packed;
            }
            case List<?> list -> list.stream().map(each -> pack(each, tensors)).toList();
            case null, default -> state;
        };
    }

    /// What [#pack] was given.
    @SuppressWarnings("unchecked") // trees have texts as keys
    static Map<String, Object> unpack(Map<String, @Nullable Object> packed, IntFunction<Tensor> tensors) {
        return (Map<String, Object>) unpackAny(packed, tensors);
    }

    private static Object unpackAny(@Nullable Object packed, IntFunction<Tensor> tensors) {
        return switch (packed) {
            case Map<?, ?> map when map.get(TENSOR) instanceof Long index -> tensors.apply(Math.toIntExact(index));
            case Map<?, ?> map -> {
                var state = new LinkedHashMap<String, Object>();
                map.forEach((key, value) -> state.put(String.valueOf(key), unpackAny(value, tensors)));
                yield state;
            }
            case List<?> list ->
                list.stream().map(each -> unpackAny(each, tensors)).toList();
            case null -> "";
            default -> packed;
        };
    }
}
