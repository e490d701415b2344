package jacobian.keras.ops;

import jacobian.engine.shape.Range;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Python's `x[key]` as files have it: indices, `__slice__`, `__ellipsis__`, null for a new axis, a tensor of
/// indices.
final class Subscript {
    private Subscript() {}

    static Tensor of(Tensor x, @Nullable Object key) {
        var parts = key instanceof List<?> list ? list : java.util.Collections.singletonList(key);
        long taken = parts.stream()
                .filter(part -> part != null && !isKind(part, "__ellipsis__"))
                .count();
        var result = x;
        int axis = 0;
        for (var part : parts) {
            if (part == null) {
                result = result.expandDims(axis++);
            } else if (isKind(part, "__ellipsis__")) {
                axis += x.rank() - (int) taken;
            } else if (isKind(part, "__slice__")) {
                result = slice(result, axis++, (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) part).get("config")));
            } else if (part instanceof Number index) {
                result = result.at(axis, index.intValue());
            } else if (part instanceof Tensor indices) {
                result = result.take(indices, axis);
                axis += indices.rank();
            } else {
                throw new IllegalArgumentException("x[...] takes indices and slices, not " + part);
            }
        }
        return result;
    }

    private static boolean isKind(Object part, String kind) {
        return part instanceof Map<?, ?> map && kind.equals(map.get("class_name"));
    }

    private static Tensor slice(Tensor x, int axis, Map<?, ?> slice) {
        int step = number(slice.get("step"), 1);
        if (step < 0) {
            if (step != -1 || slice.get("start") != null || slice.get("stop") != null) {
                throw new IllegalArgumentException("x[" + slice.get("start") + ":" + slice.get("stop") + ":" + step
                        + "]: a slice backwards is read as x[::-1] only");
            }
            return x.flip(axis);
        }
        int start = number(slice.get("start"), 0);
        int stop = number(slice.get("stop"), Range.END);
        return start == 0 && stop == Range.END && step == 1 ? x : x.range(axis, new Range(start, stop, step));
    }

    private static int number(@Nullable Object value, int otherwise) {
        return value instanceof Number number ? number.intValue() : otherwise;
    }
}
