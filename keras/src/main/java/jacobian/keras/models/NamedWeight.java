package jacobian.keras.models;

import jacobian.keras.layers.Layer;
import jacobian.keras.saving.StoredTensor;
import jacobian.keras.saving.WeightGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A weight of a model with what files may call it.
///
/// @param place where Keras' files have it, `layers/dense/vars/0`
/// @param layers the layers around it, the outermost first, without the model
/// @param name its name in the innermost layer, `kernel`
record NamedWeight(String place, List<Layer> layers, String name, StoredTensor tensor) {
    /// All weights of `model`, in the order of Keras' files.
    static List<NamedWeight> of(Model model) {
        var tree = WeightTree.of(model);
        var weights = new ArrayList<NamedWeight>();
        for (var group : tree.groups()) {
            var around = around(group, tree.layers());
            for (int i = 0; i < group.tensors().size(); i++) {
                var tensor = group.tensors().get(i);
                var name = tensor.name().substring(tensor.name().lastIndexOf('/') + 1);
                weights.add(new NamedWeight(group.place(i), around, name, tensor));
            }
        }
        return weights;
    }

    private static List<Layer> around(WeightGroup group, Map<String, Layer> layers) {
        return layers.entrySet().stream()
                .filter(each -> !each.getKey().isEmpty() && (group.path() + "/").startsWith(each.getKey() + "/"))
                .sorted(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// The names of the layers around it and its own, `encoder/dense/kernel`.
    String path() {
        return Stream.concat(layers.stream().map(Layer::name), Stream.of(name)).collect(Collectors.joining("/"));
    }

    /// The layer that it belongs to, or the model's own class.
    String owner() {
        return layers.isEmpty() ? "" : layers.getLast().kerasName();
    }
}
