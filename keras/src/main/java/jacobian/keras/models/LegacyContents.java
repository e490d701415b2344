package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.Layer;
import jacobian.keras.models.LegacyLoading.Stored;
import jacobian.keras.saving.RefusedFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Deals out the weights of a model inside a model, which old files keep as one list: by the names of the layers,
/// else in the order in which Keras listed them. What fits the shapes of all layers is taken.
final class LegacyContents {
    private final LegacyLoading loading;
    private final Model model;
    private final List<Layer> layers;

    LegacyContents(LegacyLoading loading, Model model) {
        this.loading = loading;
        this.model = model;
        var all = new LinkedHashSet<Layer>();
        collect(model, all);
        this.layers = List.copyOf(all);
    }

    private void collect(Model inside, Set<Layer> all) {
        for (var layer : inside.layers()) {
            if (loading.isOne(layer)) {
                if (!layer.weights().isEmpty()) {
                    all.add(layer);
                }
            } else if (layer instanceof Model deeper) {
                collect(deeper, all);
            }
        }
    }

    Map<Layer, List<Tensor>> matched(List<Stored> stored) {
        var dealt = byName(stored)
                .filter(this::fits)
                // Trained ones first: those that layers can train, or those that they do.
                .or(() -> inOrder(stored, LegacyContents::trainable).filter(this::fits))
                .or(() -> inOrder(stored, layer -> layer.isTrainable() ? trainable(layer) : 0)
                        .filter(this::fits))
                .or(() -> inOrder(stored, layer -> layer.weights().size()).filter(this::fits))
                .orElseThrow(() -> new RefusedFileException("the weights that the file has for the model \""
                        + model.name() + "\" do not fit its layers: "
                        + stored.stream()
                                .map(each -> each.name() + each.tensor().shape())
                                .toList()));
        var values = new LinkedHashMap<Layer, List<Tensor>>();
        dealt.forEach((layer, part) -> values.putAll(loading.matched(layer, part)));
        return values;
    }

    private boolean fits(Map<Layer, List<Stored>> dealt) {
        return layers.stream().allMatch(layer -> loading.fits(layer, dealt.getOrDefault(layer, List.of())));
    }

    private static int trainable(Layer layer) {
        return (int) layer.weights().stream().filter(Variable::isTrainable).count();
    }

    /// By the layer's name in that of the weight: `dense_1/kernel:0`, in Keras 1 `dense_1_W`.
    private Optional<Map<Layer, List<Stored>>> byName(List<Stored> stored) {
        var dealt = new LinkedHashMap<Layer, List<Stored>>();
        for (var weight : stored) {
            var owner = owner(weight.name());
            if (owner.isEmpty()) {
                return Optional.empty();
            }
            dealt.computeIfAbsent(owner.get(), _ -> new ArrayList<>()).add(weight);
        }
        return Optional.of(dealt);
    }

    private Optional<Layer> owner(String weight) {
        var parts = List.of(weight.split("/"));
        var exact =
                layers.stream().filter(layer -> parts.contains(layer.name())).toList();
        if (!exact.isEmpty()) {
            return exact.size() == 1 ? Optional.of(exact.getFirst()) : Optional.empty();
        }
        // TensorFlow numbered scopes that were opened twice, `dense_1_1/kernel:0`.
        return layers.stream()
                .filter(layer -> weight.startsWith(layer.name() + "_"))
                .max((a, b) -> Integer.compare(a.name().length(), b.name().length()));
    }

    /// First `leading` many of each layer, then the others of each.
    private Optional<Map<Layer, List<Stored>>> inOrder(List<Stored> stored, ToIntFunction<Layer> leading) {
        int needed = layers.stream().mapToInt(layer -> layer.weights().size()).sum();
        if (needed != stored.size()) {
            return Optional.empty();
        }
        var dealt = new LinkedHashMap<Layer, List<Stored>>();
        int at = 0;
        for (var layer : layers) {
            int end = at + leading.applyAsInt(layer);
            dealt.put(layer, new ArrayList<>(stored.subList(at, end)));
            at = end;
        }
        for (var layer : layers) {
            var part = dealt.computeIfAbsent(layer, _ -> new ArrayList<>());
            int end = at + layer.weights().size() - part.size();
            part.addAll(stored.subList(at, end));
            at = end;
        }
        return Optional.of(dealt);
    }
}
