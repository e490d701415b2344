package jacobian.keras.serialization.legacy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A functional model of an old file. Its layers list their calls as `[[["input_1", 0, 0, {}]]]`: per call the
/// tensors it takes, each by the name of its layer, the number of that layer's call and the number of the
/// result.
final class OldGraph {
    private static final Set<String> STATEFUL =
            Set.of("LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "CuDNNLSTM", "CuDNNGRU", "ConvLSTM2D");

    private final Translation translation;
    private final Map<String, @Nullable Object> config;
    private final Map<String, @Nullable Object> layersByName = new HashMap<>();
    private final Map<String, Long> shifts = new HashMap<>();
    private final Set<String> nested = new HashSet<>();

    OldGraph(Translation translation, Map<String, @Nullable Object> config) {
        this.translation = translation;
        this.config = config;
    }

    static Map<String, @Nullable Object> functional(Map<String, @Nullable Object> config) {
        var today = Trees.object("keras.src.models.functional", "Functional", config);
        today.put("registered_name", "Functional");
        return today;
    }

    static boolean isFunctional(Map<String, @Nullable Object> layer) {
        return "Functional".equals(layer.get("class_name"));
    }

    Map<String, @Nullable Object> translate() {
        var old = Trees.list(config.get("layers"));
        var today = new ArrayList<Map<String, @Nullable Object>>();
        for (var each : old) {
            var json = Trees.map(each);
            var name = Trees.text(
                    json.containsKey("name")
                            ? json.get("name")
                            : Trees.map(json.get("config")).get("name"));
            layersByName.put(name, json);
        }
        for (var each : old) {
            today.add(isOperation(Trees.map(each)) ? Map.of() : translation.layer(Trees.map(each)));
        }
        for (int i = 0; i < today.size(); i++) {
            shift(Trees.map(old.get(i)), today.get(i));
        }
        var layers = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < today.size(); i++) {
            layers.add(entry(Trees.map(old.get(i)), today.get(i)));
        }
        var name = config.get("name") instanceof String given ? given : "model";
        var graph = Trees.of("name", name, "trainable", config.getOrDefault("trainable", true), "layers", layers);
        graph.put("input_layers", ends(config.get("input_layers")));
        graph.put("output_layers", ends(config.get("output_layers")));
        return functional(graph);
    }

    private static boolean isOperation(Map<String, @Nullable Object> json) {
        return Operations.isOperation(String.valueOf(json.get("class_name")));
    }

    /// How far the numbers of calls of a nested model differ from today's. Keras 2 counted them from 1, since a
    /// model was called as it was made. Keras 3 does so only where it lists the outputs, and only for
    /// functional models.
    private void shift(Map<String, @Nullable Object> json, Map<String, @Nullable Object> today) {
        if (!Set.of("Functional", "Sequential").contains(String.valueOf(today.get("class_name")))) {
            return;
        }
        if (translation.origin().isToday()) {
            return;
        }
        var name = Trees.text(Trees.map(today.get("config")).get("name"));
        long calls = Trees.list(json.get("inbound_nodes")).size();
        boolean fromZero = References.contains(config, name, 0);
        boolean fromOne = !fromZero && References.contains(config, name, calls);
        shifts.put(name, fromOne ? -1L : 0L);
        if (isFunctional(today)) {
            nested.add(name);
        }
    }

    private Map<String, @Nullable Object> entry(
            Map<String, @Nullable Object> json, Map<String, @Nullable Object> today) {
        var calls = new ArrayList<Map<String, @Nullable Object>>();
        if (today.isEmpty()) {
            return Operations.translate(OldLayer.of(json), calls(json, calls));
        }
        var layer = new LinkedHashMap<String, @Nullable Object>(today);
        boolean stateful = STATEFUL.contains(String.valueOf(json.get("class_name")));
        for (var call : calls(json, calls)) {
            if (stateful) {
                initialStates(call);
            }
        }
        layer.put(
                "name",
                json.containsKey("name")
                        ? json.get("name")
                        : Trees.map(today.get("config")).get("name"));
        layer.put("inbound_nodes", calls);
        return layer;
    }

    private List<Map<String, @Nullable Object>> calls(
            Map<String, @Nullable Object> json, List<Map<String, @Nullable Object>> calls) {
        for (var node : Trees.list(json.get("inbound_nodes"))) {
            if (node instanceof Map<?, ?>) {
                calls.add(Trees.map(node));
            } else if (node instanceof List<?> list && !list.isEmpty()) {
                calls.add(call(list));
            }
        }
        return calls;
    }

    private Map<String, @Nullable Object> call(List<?> node) {
        var named = new LinkedHashMap<String, @Nullable Object>();
        // One tensor alone is not always in a list of its own.
        if (isTensor(node)) {
            var tensor = argument(node, named);
            return Nodes.call(java.util.Collections.singletonList(tensor), named);
        }
        var tensors = new ArrayList<@Nullable Object>();
        for (var each : node) {
            tensors.add(argument(each, named));
        }
        return Nodes.call(List.of(tensors.size() == 1 ? tensors.getFirst() : tensors), named);
    }

    /// The tensor or constant that `old` stands for; what the call takes by name besides goes into `named`.
    private @Nullable Object argument(@Nullable Object old, Map<String, @Nullable Object> named) {
        if (!(old instanceof List<?> list) || !isTensor(list)) {
            return value(old);
        }
        if (list.size() > 3 && list.get(3) instanceof Map<?, ?> more) {
            Trees.map(more).forEach((key, value) -> {
                if (value != null) {
                    named.put(key, value(value));
                }
            });
        }
        return reference(list);
    }

    private boolean isTensor(List<?> list) {
        return (list.size() == 3 || list.size() == 4)
                && list.get(0) instanceof String name
                && (layersByName.containsKey(name) || name.equals("_CONSTANT_VALUE"))
                && list.get(1) instanceof Number;
    }

    private @Nullable Object reference(List<?> list) {
        var name = Trees.text(list.get(0));
        if (name.equals("_CONSTANT_VALUE")) {
            return value(list.get(2));
        }
        long index = Trees.whole(list.get(1)) + shifts.getOrDefault(name, 0L);
        return Nodes.tensor(name, index, Trees.whole(list.get(2)));
    }

    /// A value among the arguments of a call, with the tensors inside it.
    private @Nullable Object value(@Nullable Object old) {
        return switch (old) {
            case List<?> list when isTensor(list) -> reference(list);
            case List<?> list -> {
                var values = new ArrayList<@Nullable Object>();
                list.forEach(each -> values.add(value(each)));
                yield values;
            }
            case Map<?, ?> map when "__tuple__".equals(map.get("class_name")) -> value(map.get("items"));
            case Map<?, ?> map -> {
                var values = new LinkedHashMap<String, @Nullable Object>();
                Trees.map(map).forEach((key, each) -> values.put(key, value(each)));
                yield values;
            }
            case null, default -> old;
        };
    }

    /// Keras 2 gave recurrent layers their first states behind the sequences.
    private static void initialStates(Map<String, @Nullable Object> call) {
        if (Trees.list(call.get("args")) instanceof List<?> args
                && args.size() == 1
                && args.getFirst() instanceof List<?> all
                && all.size() > 1) {
            call.put("args", List.of(all.getFirst()));
            Trees.map(call.get("kwargs")).put("initial_state", List.copyOf(all.subList(1, all.size())));
        }
    }

    /// Inputs or outputs: one triple, a list or an object of them.
    private @Nullable Object ends(@Nullable Object old) {
        return switch (old) {
            case List<?> list
            when isTensor(list) -> {
                var name = Trees.text(list.get(0));
                long from = nested.contains(name) ? 1 : 0;
                long index = Trees.whole(list.get(1)) + shifts.getOrDefault(name, 0L) + from;
                yield List.of(name, index, Trees.whole(list.get(2)));
            }
            case List<?> list -> {
                var all = list.stream().map(this::ends).toList();
                yield all.size() == 1 && !translation.origin().isToday() ? all.getFirst() : all;
            }
            case Map<?, ?> map -> {
                var all = new LinkedHashMap<String, @Nullable Object>();
                Trees.map(map).forEach((key, each) -> all.put(key, ends(each)));
                yield all;
            }
            case null, default -> old;
        };
    }
}
