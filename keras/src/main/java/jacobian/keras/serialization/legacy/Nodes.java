package jacobian.keras.serialization.legacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of a graph's configuration in the form of Keras 3.
final class Nodes {
    private Nodes() {}

    /// The first result of call number `index` of the layer called `name`.
    static Map<String, @Nullable Object> tensor(String name, long index) {
        return tensor(name, index, 0);
    }

    /// Result number `result` of call number `index` of the layer called `name`. Its shape, which old files do
    /// not tell, is stated as that of a number, since Keras asks for some.
    static Map<String, @Nullable Object> tensor(String name, long index, long result) {
        var history = Trees.of("shape", List.of(), "dtype", "float32", "keras_history", List.of(name, index, result));
        return Trees.of("class_name", "__keras_tensor__", "config", history);
    }

    /// Where `tensor` comes from: layer, call, result.
    static Object history(Map<String, @Nullable Object> tensor) {
        return Trees.list(Trees.map(tensor.get("config")).get("keras_history"));
    }

    /// One call of a layer.
    static Map<String, @Nullable Object> call(List<?> arguments, Map<String, @Nullable Object> named) {
        return Trees.of("args", arguments, "kwargs", named);
    }

    /// `layer` as a graph lists it, with its calls.
    static Map<String, @Nullable Object> entry(
            Map<String, @Nullable Object> layer, List<Map<String, @Nullable Object>> calls) {
        var entry = new LinkedHashMap<String, @Nullable Object>(layer);
        entry.put("name", Trees.map(layer.get("config")).get("name"));
        entry.put("inbound_nodes", calls);
        return entry;
    }
}
