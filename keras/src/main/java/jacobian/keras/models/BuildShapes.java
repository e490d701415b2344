package jacobian.keras.models;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The shapes for which a model that is no graph was built, as a file tells them.
final class BuildShapes {
    private BuildShapes() {}

    /// One tensor of zeros for each shape of `config`; none where it tells none.
    static List<Tensor> of(@Nullable Object config) {
        var shapes = new ArrayList<List<?>>();
        if (config instanceof Map<?, ?> map) {
            map.values().forEach(value -> gather(value, shapes));
        }
        return shapes.stream().map(BuildShapes::zeros).toList();
    }

    private static void gather(@Nullable Object json, List<List<?>> shapes) {
        switch (json) {
            case Map<?, ?> map -> map.values().forEach(value -> gather(value, shapes));
            case List<?> list
            when list.stream().anyMatch(List.class::isInstance) -> list.forEach(each -> gather(each, shapes));
            case List<?> list -> shapes.add(list);
            case null, default -> {}
        }
    }

    private static Tensor zeros(List<?> shape) {
        var sizes = shape.stream()
                .mapToInt(size -> size instanceof Number number ? number.intValue() : 1)
                .toArray();
        return Tensor.zeros(Shape.of(sizes), DType.FLOAT32);
    }
}
