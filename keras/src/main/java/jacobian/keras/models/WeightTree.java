package jacobian.keras.models;

import jacobian.keras.config.Names;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerState;
import jacobian.keras.saving.WeightGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The layers of a model at the paths where Keras' files have them.
///
/// A path follows the fields: those of a graph or chain are its `layers`, called after their classes and
/// numbered, `layers/dense_1`; then come the fields of one's own in the order of their names, those with an
/// underscore last. What can be reached in two ways has the first path.
final class WeightTree {
    /// The group of what Keras does not keep.
    static final String PASSING = "jacobian";

    /// Layers that drop out by a layer inside here and by themselves in Keras.
    private static final Set<String> SINGLE_HEADED = Set.of("Attention", "AdditiveAttention");

    private static final String DROPOUT = "_dropout_layer";

    /// Layers that have a layer without weights inside in Keras, and none here.
    private static final Set<String> MANY_HEADED = Set.of("MultiHeadAttention", "GroupedQueryAttention");

    private final List<WeightGroup> groups = new ArrayList<>();
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Set<Layer> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private WeightTree() {}

    static WeightTree of(Model model) {
        var tree = new WeightTree();
        tree.visit("", model);
        return tree;
    }

    /// The layers, the model itself first, each with the tensors that are its own.
    List<WeightGroup> groups() {
        return groups;
    }

    /// The layers by path, in the order of [#groups].
    Map<String, Layer> layers() {
        return layers;
    }

    /// What Keras does not keep, random and recurrent states, below a group that it does not look at.
    List<WeightGroup> passing() {
        var all = new ArrayList<WeightGroup>();
        layers.forEach((path, layer) -> LayerState.passing(layer)
                .forEach((kind, states) ->
                        all.add(new WeightGroup(join(join(PASSING, path), kind), layer.name(), states))));
        return all;
    }

    private void visit(String path, Layer layer) {
        if (!seen.add(layer)) {
            return;
        }
        layers.put(path, layer);
        groups.add(new WeightGroup(path, layer.name(), LayerState.weights(layer)));
        if (MANY_HEADED.contains(layer.kerasName())) {
            groups.add(new WeightGroup(join(path, "_softmax"), "softmax", List.of()));
        }
        boolean ordered = layer instanceof Model model && model.isGraph();
        if (ordered) {
            list(join(path, "layers"), SavedGraph.layers((Model) layer));
        }
        fields(layer, ordered).forEach((field, parts) -> {
            if (parts.isList()) {
                list(join(path, field), parts.layers());
            } else {
                visit(join(path, field), parts.layers().getFirst());
            }
        });
    }

    /// What stands under one field: a layer, or a list of layers.
    private record Parts(boolean isList, List<Layer> layers) {}

    private static Map<String, Parts> fields(Layer layer, boolean ordered) {
        var fields = new TreeMap<String, Parts>((a, b) -> key(a).compareTo(key(b)));
        if (ordered) {
            return fields;
        }
        LayerState.parts(layer).forEach((name, part) -> {
            if (name.equals(DROPOUT) && SINGLE_HEADED.contains(layer.kerasName())) {
                return;
            }
            int slash = name.indexOf('/');
            var field = slash < 0 ? name : name.substring(0, slash);
            fields.computeIfAbsent(field, _ -> new Parts(slash >= 0, new ArrayList<>()))
                    .layers()
                    .add(part);
        });
        if (layer instanceof Model model) {
            fields.put("layers", new Parts(true, model.layers()));
        }
        return fields;
    }

    private static String key(String field) {
        return field.startsWith("_") ? "~" + field : field;
    }

    private void list(String path, List<Layer> layers) {
        var used = new HashMap<String, Integer>();
        for (var layer : layers) {
            var name = Names.snakeCase(layer.kerasName());
            int before = used.merge(name, 1, Integer::sum) - 1;
            visit(path + "/" + (before == 0 ? name : name + "_" + before), layer);
        }
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
