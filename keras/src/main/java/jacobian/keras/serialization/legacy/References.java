package jacobian.keras.serialization.legacy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks for the tensors that a configuration names.
final class References {
    private References() {}

    /// Whether something in `tree`, but nothing inside a nested model, is the result of call number `index` of
    /// the layer called `name`.
    static boolean contains(@Nullable Object tree, String name, long index) {
        return switch (tree) {
            case List<?> list
            when list.size() >= 3 && name.equals(list.get(0)) && list.get(1) instanceof Number number ->
                number.longValue() == index;
            case List<?> list -> list.stream().anyMatch(each -> contains(each, name, index));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .anyMatch(each -> !"config".equals(each.getKey()) && contains(each.getValue(), name, index));
            case null, default -> false;
        };
    }
}
