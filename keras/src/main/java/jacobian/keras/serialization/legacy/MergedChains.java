package jacobian.keras.serialization.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Sequential of Keras 1 that begins by merging the results of several others: today a graph of several inputs.
final class MergedChains {
    private MergedChains() {}

    static Map<String, @Nullable Object> translate(String name, List<?> chain, Translation translation) {
        var merge = OldLayer.of(Trees.map(chain.getFirst()));
        var layers = new ArrayList<Map<String, @Nullable Object>>();
        var inputs = new ArrayList<List<Object>>();
        var results = new ArrayList<Map<String, @Nullable Object>>();
        int count = 0;
        for (var each : Trees.list(merge.get("layers"))) {
            branch(Trees.map(each), name + "_" + ++count, translation, new Parallel(layers, inputs, results));
        }
        var merged = translation.layer(Trees.of("class_name", "Merge", "config", merge.config()));
        var last = add(layers, merged, results);
        for (var each : chain.subList(1, chain.size())) {
            last = add(layers, translation.layer(Trees.map(each)), List.of(last));
        }
        var config = Trees.of("name", name, "trainable", true, "layers", layers);
        config.put("input_layers", inputs.size() == 1 ? inputs.getFirst() : inputs);
        config.put("output_layers", end(layers.getLast(), last));
        return OldGraph.functional(config);
    }

    /// What the branches give in parallel.
    private record Parallel(
            List<Map<String, @Nullable Object>> layers,
            List<List<Object>> inputs,
            List<Map<String, @Nullable Object>> results) {}

    private static void branch(
            Map<String, @Nullable Object> json, String name, Translation translation, Parallel parallel) {
        var shape = json.get("config") instanceof Map<?, ?>
                        && OldLayer.of(json).batchShape().isPresent()
                ? OldLayer.of(json).batchShape().orElseThrow()
                : OldSequential.batchShape(json);
        var entry = name + "_input";
        parallel.layers().add(Nodes.entry(SecondKeras.input(entry, shape, "float32"), List.of()));
        parallel.inputs().add(List.of(entry, 0L, 0L));
        var model = translation.layer(json);
        var config = Trees.map(model.get("config"));
        if ("sequential".equals(config.get("name"))) {
            config.put("name", name);
        }
        parallel.results().add(add(parallel.layers(), model, List.of(Nodes.tensor(entry, 0))));
    }

    /// Calls `layer` on `inputs` and gives its result.
    private static Map<String, @Nullable Object> add(
            List<Map<String, @Nullable Object>> layers,
            Map<String, @Nullable Object> layer,
            List<Map<String, @Nullable Object>> inputs) {
        var node = Nodes.call(List.of(inputs.size() == 1 ? inputs.getFirst() : inputs), Trees.of());
        layers.add(Nodes.entry(layer, List.of(node)));
        return Nodes.tensor(Trees.text(Trees.map(layer.get("config")).get("name")), 0);
    }

    /// `result`, which `layer` gives, as a graph lists its outputs.
    private static List<Object> end(Map<String, @Nullable Object> layer, Map<String, @Nullable Object> result) {
        var name = Trees.text(Trees.list(Nodes.history(result)).getFirst());
        return List.of(name, OldGraph.isFunctional(layer) ? 1L : 0L, 0L);
    }
}
