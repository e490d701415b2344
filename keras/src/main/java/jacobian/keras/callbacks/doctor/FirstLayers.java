package jacobian.keras.callbacks.doctor;

import jacobian.engine.graph.Node;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Finds the layers that are the first to mix their inputs by weights, and what comes into them: the inputs of the
/// model, or what a normalization or another layer without kernel made of them.
final class FirstLayers {
    private final Map<Node, Tensor> known = new IdentityHashMap<>();
    private final Map<Node, Boolean> mixed = new IdentityHashMap<>();
    private final Map<Node, Boolean> done = new IdentityHashMap<>();

    private final List<Tensor> inputs;

    FirstLayers(List<Tensor> inputs) {
        this.inputs = inputs;
        inputs.forEach(each -> known.put(each.node(), each));
    }

    /// Watches what comes into the first of `layers`, which stand in the order of their calls.
    List<WatchedInput> watch(List<LayerOutput> layers, Signs signs) {
        var watched = new ArrayList<WatchedInput>();
        for (var each : layers) {
            var sources = sources(each.outputs().getFirst().node());
            boolean isLater = sources.stream().anyMatch(source -> mixed.containsKey(source.node()));
            boolean mixes = each.layer().trainableWeights().stream()
                    .anyMatch(weight -> weight.shape().rank() > 1);
            if (mixes && !isLater && !hasTable(each.layer())) {
                for (var source : sources) {
                    if (done.put(source.node(), true) == null && source.rank() > 1) {
                        watched.add(WatchedInput.of(each.layer().name(), inputs.contains(source), source, signs));
                    }
                }
            }
            for (var output : each.outputs()) {
                known.putIfAbsent(output.node(), output);
                if (mixes || isLater) {
                    mixed.put(output.node(), true);
                }
            }
        }
        return watched;
    }

    /// Token ids are no amounts.
    private static boolean hasTable(Layer layer) {
        return layer instanceof Embedding || layer.layers().stream().anyMatch(FirstLayers::hasTable);
    }

    /// The nearest known tensors from which `node` is computed.
    private List<Tensor> sources(Node node) {
        var found = new ArrayList<Tensor>();
        var seen = new IdentityHashMap<Node, Boolean>();
        var waiting = new ArrayDeque<>(node.inputs());
        while (!waiting.isEmpty()) {
            var next = waiting.pop();
            if (seen.put(next, true) != null) {
                continue;
            }
            var tensor = known.get(next);
            if (tensor == null) {
                waiting.addAll(next.inputs());
            } else {
                found.add(tensor);
            }
        }
        return found;
    }
}
