package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.TimeDistributed;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.hdf5.Hdf5Group;
import jacobian.keras.serialization.legacy.LegacyOrigin;
import jacobian.keras.serialization.legacy.LegacyWeights;
import jacobian.keras.serialization.legacy.WeightForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives the layers of a model the weights that an old file has for them: a group for each layer, in it all
/// weights of the layer in order, those of a model inside one behind the other.
final class LegacyLoading {
    /// A weight by its name in the file.
    record Stored(String name, Tensor tensor) {}

    private final LegacyOrigin origin;
    private final Map<String, WeightForm> forms;

    LegacyLoading(LegacyOrigin origin, Map<String, WeightForm> forms) {
        this.origin = origin;
        this.forms = forms;
    }

    /// Finds the weights of each layer by its name, and assigns them.
    void load(Model model, Hdf5Group weights) {
        var assignments = new LinkedHashMap<Layer, List<Tensor>>();
        find(model, weights, assignments);
        assignments.forEach(Layer::setWeights);
    }

    private void find(Model model, Hdf5Group weights, Map<Layer, List<Tensor>> assignments) {
        for (var layer : model.layers()) {
            if (layer.weights().isEmpty()) {
                continue;
            }
            var stored = weights.group(layer.name()).map(LegacyLoading::stored).orElse(List.of());
            if (!stored.isEmpty()) {
                assignments.putAll(matched(layer, stored));
            } else if (layer instanceof Model inside) {
                // Keras 1 listed the layers of a chain inside a chain in its place.
                find(inside, weights, assignments);
            } else {
                throw new RefusedFileException("the file has no weights for the layer \"" + layer.name()
                        + "\"; it has some for " + named(weights));
            }
        }
    }

    private static List<String> named(Hdf5Group weights) {
        return weights.attributes().texts("layer_names").orElseGet(weights::groups);
    }

    /// The weights of one group, in order.
    static List<Stored> stored(Hdf5Group group) {
        var stored = new ArrayList<Stored>();
        for (var name : group.attributes().texts("weight_names").orElse(List.of())) {
            var dataset = group.dataset(name)
                    .orElseThrow(() -> new RefusedFileException(
                            "the file lists the weight " + name + " in " + group.path() + ", but has no such dataset"));
            stored.add(new Stored(name, dataset.tensor()));
        }
        return stored;
    }

    /// What `layer`, or the layers inside it, get of `stored`.
    Map<Layer, List<Tensor>> matched(Layer layer, List<Stored> stored) {
        var form = forms.get(layer.name());
        if (form != null) {
            return checked(layer, stored, form.today(tensors(stored)));
        }
        return switch (layer) {
            case Model inside -> new LegacyContents(this, inside).matched(stored);
            case TimeDistributed _
            when layer.layers().getFirst() instanceof Model inside -> new LegacyContents(this, inside).matched(stored);
            default -> checked(layer, stored, LegacyWeights.today(layer, tensors(stored), origin));
        };
    }

    static List<Tensor> tensors(List<Stored> stored) {
        return stored.stream().map(Stored::tensor).toList();
    }

    /// Whether `stored` are weights of `layer`, which is no model.
    boolean fits(Layer layer, List<Stored> stored) {
        var form = forms.get(layer.name());
        try {
            return haveShapesOf(
                    layer,
                    form == null ? LegacyWeights.today(layer, tensors(stored), origin) : form.today(tensors(stored)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException unlike) {
            return false;
        }
    }

    boolean isOne(Layer layer) {
        return !(layer instanceof Model) || forms.containsKey(layer.name());
    }

    private static boolean haveShapesOf(Layer layer, List<Tensor> values) {
        var weights = layer.weights();
        return values.size() == weights.size()
                && java.util.stream.IntStream.range(0, values.size())
                        .allMatch(
                                i -> values.get(i).shape().equals(weights.get(i).shape()));
    }

    private static Map<Layer, List<Tensor>> checked(Layer layer, List<Stored> stored, List<Tensor> values) {
        if (!haveShapesOf(layer, values)) {
            throw new RefusedFileException("the file's weights for the layer \"" + layer.name() + "\" are "
                    + stored.stream()
                            .map(each -> each.name() + each.tensor().shape())
                            .toList()
                    + "\n  needs  "
                    + layer.weights().stream().map(LegacyLoading::shown).toList());
        }
        return Map.of(layer, values);
    }

    private static String shown(Variable weight) {
        return weight.name() + weight.shape();
    }
}
