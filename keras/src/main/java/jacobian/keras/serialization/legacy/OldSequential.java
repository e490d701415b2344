package jacobian.keras.serialization.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Sequential of an old file: its configuration is a list of layers, or since Keras 2.2.3 an object with a
/// name; its first layer states the shape of the input.
final class OldSequential {
    private final Translation translation;

    OldSequential(Translation translation) {
        this.translation = translation;
    }

    Map<String, @Nullable Object> translate(@Nullable Object config) {
        Map<String, @Nullable Object> named =
                config instanceof List<?> list ? Trees.of("name", "sequential", "layers", list) : Trees.map(config);
        var name = named.get("name") instanceof String given ? given : "sequential";
        var old = Trees.list(named.get("layers"));
        if (!old.isEmpty() && "Merge".equals(Trees.map(old.getFirst()).get("class_name"))) {
            return MergedChains.translate(name, old, translation);
        }
        var layers = translation.layers(old);
        input(old).ifPresent(layers::addFirst);
        if (named.get("build_input_shape") instanceof List<?> shape && !startsItself(layers)) {
            layers.addFirst(SecondKeras.input(name + "_input", shape, "float32"));
        }
        var today = Trees.of("name", name, "trainable", named.getOrDefault("trainable", true));
        today.put("dtype", Parts.dtype(named.get("dtype") instanceof Object dtype ? dtype : "float32"));
        today.put("layers", layers);
        if (named.get("build_input_shape") instanceof List<?> shape) {
            today.put("build_input_shape", shape);
        }
        return Trees.object("keras", "Sequential", today);
    }

    /// Whether the chain knows what it takes: it has an input layer, or begins with a model, which has one.
    private static boolean startsItself(List<Map<String, @Nullable Object>> layers) {
        return layers.isEmpty()
                || List.of("InputLayer", "Sequential", "Functional")
                        .contains(String.valueOf(layers.getFirst().get("class_name")));
    }

    /// The input layer that the first layer of `old` stands for.
    static java.util.Optional<Map<String, @Nullable Object>> input(List<?> old) {
        if (old.isEmpty()) {
            return java.util.Optional.empty();
        }
        var json = Trees.map(old.getFirst());
        if ("InputLayer".equals(json.get("class_name")) || !(json.get("config") instanceof Map<?, ?>)) {
            return java.util.Optional.empty();
        }
        var first = OldLayer.of(json);
        var dtype = first.has("input_dtype") ? first.get("input_dtype") : first.get("dtype");
        return first.batchShape()
                .map(shape ->
                        SecondKeras.input(first.name() + "_input", shape, dtype instanceof String ? dtype : null));
    }

    /// The shapes of batches that the chain `json`, a model of Keras 1, takes.
    static List<?> batchShape(Map<String, @Nullable Object> json) {
        var layers = json.get("config") instanceof List<?> list
                ? list
                : Trees.list(Trees.map(json.get("config")).get("layers"));
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a chain that is merged has no layers: save it with some");
        }
        var first = Trees.map(layers.getFirst());
        if (first.get("config") instanceof Map<?, ?>) {
            var shape = OldLayer.of(first).batchShape();
            if (shape.isPresent()) {
                return new ArrayList<>(shape.get());
            }
        }
        return batchShape(first);
    }
}
