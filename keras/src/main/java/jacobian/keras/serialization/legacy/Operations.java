package jacobian.keras.serialization.legacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Functions of TensorFlow among the layers of a graph, which tf.keras wrote as layers of the classes TFOpLambda,
/// SlicingOpLambda and TensorFlowOpLayer, as the operation nodes of Keras 3.
final class Operations {
    private static final Set<String> CLASSES = Set.of(
            "TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer", "ClassMethod", "InstanceMethod", "InstanceProperty");

    private Operations() {}

    static boolean isOperation(String className) {
        return CLASSES.contains(className);
    }

    /// An operation of Keras 3, whose module an `.h5` file does not tell.
    static Map<String, @Nullable Object> named(String className, Map<String, @Nullable Object> config) {
        var today = Trees.object("keras.src.ops." + OperationTable.module(className), className, config);
        today.put("registered_name", className);
        return today;
    }

    /// The node for `layer`, called as `calls` tell.
    static Map<String, @Nullable Object> translate(OldLayer layer, List<Map<String, @Nullable Object>> calls) {
        var function = layer.className().equals("TensorFlowOpLayer")
                ? RawOperations.function(layer, calls)
                : layer.get("function") instanceof String name ? name : layer.className();
        var operation = OperationTable.of(function)
                .orElseThrow(() -> layer.refused(
                        "the function tf." + function + " is not among those that are read",
                        "build the model anew with operations of Keras, or without"));
        // All calls of one node share their settings.
        var config = Trees.of("name", layer.name());
        for (var call : calls) {
            call(layer, operation, call, config);
        }
        var entry = new LinkedHashMap<String, @Nullable Object>(named(operation.className(), config));
        entry.put("name", layer.name());
        entry.put("inbound_nodes", calls);
        return entry;
    }

    private static void call(
            OldLayer layer,
            OperationTable.Operation operation,
            Map<String, @Nullable Object> call,
            Map<String, @Nullable Object> config) {
        var given = arguments(operation, call);
        given.keySet().removeAll(Set.of("name", "validate_indices", "conjugate"));
        var positional = new ArrayList<@Nullable Object>();
        for (var key : operation.inputs()) {
            if (!given.containsKey(key)) {
                throw layer.refused("it is not given its argument " + key, "save the model anew");
            }
            positional.add(key.equals("slice_spec") ? subscripts(given.remove(key)) : given.remove(key));
        }
        operation.standards().forEach(config::put);
        given.forEach((key, value) -> {
            var today = operation.settings().get(key);
            if (today == null && Boolean.TRUE.equals(value)) {
                throw layer.refused("its argument " + key + " is not read", "build the model anew without it");
            }
            if (today != null) {
                config.put(today, dtype(value));
            }
        });
        call.put("args", positional);
        call.put("kwargs", Trees.of());
    }

    /// What the call gives, by TensorFlow's names.
    private static Map<String, @Nullable Object> arguments(
            OperationTable.Operation operation, Map<String, @Nullable Object> call) {
        var given = new LinkedHashMap<String, @Nullable Object>();
        int place = 0;
        for (var value : Trees.list(call.get("args"))) {
            if (place < operation.inputs().size()) {
                given.put(operation.inputs().get(place++), value);
            }
        }
        given.putAll(Trees.map(call.get("kwargs")));
        return given;
    }

    /// TensorFlow's names of element types are Keras', but where a JSON object says so.
    private static @Nullable Object dtype(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.get("class_name") instanceof String name && name.equals("DType")
                ? Trees.map(map.get("config")).get("name")
                : value;
    }

    /// `{"start": 1, "stop": null, "step": null}` as Keras 3 writes slices.
    private static Object subscripts(@Nullable Object spec) {
        var subscripts = new ArrayList<@Nullable Object>();
        for (var each : spec instanceof List<?> list ? list : java.util.Collections.singletonList(spec)) {
            subscripts.add(
                    each instanceof Map<?, ?> map && map.containsKey("start")
                            ? Trees.of("class_name", "__slice__", "config", map)
                            : "...".equals(each) || each instanceof Map<?, ?> ? ellipsis() : each);
        }
        return subscripts;
    }

    private static Map<String, @Nullable Object> ellipsis() {
        return Trees.of("class_name", "__ellipsis__", "config", Trees.of());
    }
}
