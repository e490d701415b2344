package jacobian.keras.models;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.ops.Operation;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.serialization.Customs;
import jacobian.keras.serialization.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes a graph of layers of its configuration.
///
/// Calls are made as soon as what they need is there, a layer's own in their order: a shared layer may stand
/// before what its second call takes.
final class GraphReader {
    private final Map<?, ?> config;
    private final Customs customs;
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<String, List<List<Tensor>>> results = new LinkedHashMap<>();
    private final Map<String, List<Map<?, ?>>> waiting = new LinkedHashMap<>();

    /// The one exception that tells that a call has to wait.
    private static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotYet(String message) {
            super(message, null, false, false);
        }
    }

    GraphReader(Map<?, ?> config, Customs customs) {
        this.config = config;
        this.customs = customs;
    }

    Model model() {
        for (var entry : ModelReader.list(config.get("layers"), "layers")) {
            add(object(entry));
        }
        connect();
        var inputs = ends("input_layers");
        var outputs = ends("output_layers");
        var model = Ends.model(inputs, outputs);
        model.nameEnds(inputs.named(), outputs.named());
        return model;
    }

    private static Map<?, ?> object(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            return map;
        }
        throw new RefusedFileException("the graph has " + json + "\n  needs  an object");
    }

    private void add(Map<?, ?> entry) {
        var name = String.valueOf(
                entry.containsKey("name")
                        ? entry.get("name")
                        : object(entry.get("config")).get("name"));
        var layer = layer(entry, name);
        if (layers.putIfAbsent(name, layer) != null) {
            throw new RefusedFileException("two layers of the graph are called \"" + name + "\"");
        }
        results.put(name, new ArrayList<>());
        if (layer instanceof Input input) {
            results.get(name).add(List.of(input.tensor()));
            return;
        }
        var calls = new ArrayList<Map<?, ?>>();
        for (var call : ModelReader.list(entry.get("inbound_nodes"), "inbound_nodes of " + name)) {
            calls.add(object(call));
        }
        waiting.put(name, calls);
    }

    private Layer layer(Map<?, ?> entry, String name) {
        var module = String.valueOf(entry.get("module"));
        if (module.startsWith("keras.src.ops.") || module.startsWith("keras.ops")) {
            return operation(entry, module, name);
        }
        return Serialization.deserialize(Layer.class, entry, customs);
    }

    private static Layer operation(Map<?, ?> entry, String module, String name) {
        var className = String.valueOf(entry.get("class_name"));
        if (!Operation.isKnown(className)) {
            throw new RefusedFileException("the graph calls the function " + module + "." + className
                    + ", which is not known\n  mend   put that computation into a layer of your own");
        }
        var options = new LinkedHashMap<String, @Nullable Object>();
        if (entry.get("config") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> options.put(String.valueOf(key), value));
        }
        return new OperationLayer(module, new Operation(className, options)).name(name);
    }

    /// Makes the calls, round after round, until none waits.
    private void connect() {
        boolean moved = true;
        while (moved && !waiting.isEmpty()) {
            moved = false;
            for (var name : List.copyOf(waiting.keySet())) {
                moved |= connect(name, Objects.requireNonNull(waiting.get(name)));
            }
        }
        if (!waiting.isEmpty()) {
            throw new RefusedFileException(
                    "the graph goes in a circle, or calls of " + waiting.keySet() + " need what no layer gives");
        }
    }

    private boolean connect(String name, List<Map<?, ?>> calls) {
        boolean moved = false;
        while (!calls.isEmpty()) {
            try {
                var made = call(Objects.requireNonNull(layers.get(name)), calls.getFirst());
                Objects.requireNonNull(results.get(name)).add(made);
            } catch (NotYet _) {
                return moved;
            } catch (IllegalArgumentException | IllegalStateException refused) {
                throw new RefusedFileException(
                        "the file's call of " + name + " is not possible: " + refused.getMessage(), refused);
            }
            calls.removeFirst();
            moved = true;
        }
        waiting.remove(name);
        return true;
    }

    private List<Tensor> call(Layer layer, Map<?, ?> node) {
        var arguments = new ArrayList<@Nullable Object>();
        ModelReader.list(node.get("args"), "args").forEach(each -> arguments.add(tree(each)));
        var keywords = new LinkedHashMap<String, @Nullable Object>();
        object(node.get("kwargs")).forEach((key, value) -> keywords.put(String.valueOf(key), tree(value)));
        if (layer instanceof OperationLayer) {
            return layer.applyAll(List.of(), OperationLayer.arguments(arguments, keywords));
        }
        return GraphCall.of(layer, arguments, keywords);
    }

    private @Nullable Object tree(@Nullable Object json) {
        return switch (json) {
            case List<?> list -> {
                var trees = new ArrayList<@Nullable Object>();
                list.forEach(each -> trees.add(tree(each)));
                yield trees;
            }
            case Map<?, ?> map when "__keras_tensor__".equals(map.get("class_name")) -> symbol(map);
            case Map<?, ?> map
            when "__tensor__".equals(map.get("class_name")) || "__numpy__".equals(map.get("class_name")) ->
                literal(object(map.get("config")));
            case Map<?, ?> map -> {
                var trees = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, each) -> trees.put(String.valueOf(key), tree(each)));
                yield trees;
            }
            case Long number when number == (int) (long) number -> (int) (long) number;
            case null, default -> json;
        };
    }

    private Tensor symbol(Map<?, ?> tensor) {
        var history = ModelReader.list(object(tensor.get("config")).get("keras_history"), "keras_history");
        return result(history, 0);
    }

    private Tensor result(List<?> history, int first) {
        if (history.size() < 3
                || !(history.get(1) instanceof Number call)
                || !(history.get(2) instanceof Number index)) {
            throw new RefusedFileException(
                    "the graph refers to " + history + "\n  needs  a layer's name and two numbers");
        }
        var calls = results.get(String.valueOf(history.getFirst()));
        if (calls == null) {
            throw new RefusedFileException(
                    "the graph refers to a layer \"" + history.getFirst() + "\", which it has not");
        }
        int number = call.intValue() - first;
        if (number < 0 || number >= calls.size()) {
            throw new NotYet("call " + number + " of " + history.getFirst());
        }
        var tensors = calls.get(number);
        if (index.intValue() < 0 || index.intValue() >= tensors.size()) {
            throw new RefusedFileException(
                    history + ": \"" + history.getFirst() + "\" has " + tensors.size() + " results");
        }
        return tensors.get(index.intValue());
    }

    private static Tensor literal(Map<?, ?> config) {
        var dtype = DType.of(String.valueOf(config.get("dtype")));
        var numbers = new ArrayList<Double>();
        var sizes = new ArrayList<Integer>();
        flatten(config.get("value"), numbers, sizes, 0);
        var values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        return Tensor.float64(values, sizes.stream().mapToInt(Integer::intValue).toArray())
                .reshape(sizes.stream().mapToInt(Integer::intValue).toArray())
                .cast(dtype);
    }

    private static void flatten(@Nullable Object json, List<Double> numbers, List<Integer> sizes, int axis) {
        switch (json) {
            case List<?> list -> {
                if (axis == sizes.size()) {
                    sizes.add(list.size());
                } else if (sizes.get(axis) != list.size()) {
                    throw new RefusedFileException("a tensor of the graph has rows of several lengths");
                }
                list.forEach(each -> flatten(each, numbers, sizes, axis + 1));
            }
            case Number number -> numbers.add(number.doubleValue());
            case Boolean truth -> numbers.add(truth ? 1.0 : 0.0);
            case null, default -> throw new RefusedFileException("a tensor of the graph holds " + json);
        }
    }

    // ---- the ends ----

    /// The inputs or outputs: their names, where a dictionary gives them, and tensors.
    private record Ends(boolean named, List<String> names, List<Tensor> tensors) {
        static Model model(Ends inputs, Ends outputs) {
            var graph = FunctionalGraph.of(inputs.tensors, outputs.tensors);
            return new Model(graph, inputs.names, outputs.names);
        }
    }

    private Ends ends(String key) {
        var json = config.get(key);
        var names = new ArrayList<String>();
        var tensors = new ArrayList<Tensor>();
        if (json instanceof Map<?, ?> byName) {
            byName.forEach((name, end) -> {
                names.add(String.valueOf(name));
                tensors.add(end(ModelReader.list(end, key)));
            });
            return new Ends(true, names, tensors);
        }
        var list = ModelReader.list(json, key);
        boolean single = !list.isEmpty() && list.getFirst() instanceof String;
        for (var each : single ? List.of(list) : list) {
            var end = ModelReader.list(each, key);
            names.add(String.valueOf(end.getFirst()));
            tensors.add(end(end));
        }
        return new Ends(false, names, tensors);
    }

    /// Calls of a graph inside are numbered from 1 here.
    private Tensor end(List<?> end) {
        var layer = end.isEmpty() ? null : layers.get(String.valueOf(end.getFirst()));
        boolean isGraph = layer instanceof Model inner && inner.isGraph() && !(inner instanceof Sequential);
        try {
            return result(end, isGraph ? 1 : 0);
        } catch (NotYet missing) {
            throw new RefusedFileException("the graph has no " + missing.getMessage());
        }
    }
}
