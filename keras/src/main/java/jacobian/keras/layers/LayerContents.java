package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.metrics.Accumulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a layer holds: weights, metrics, layers inside.
final class LayerContents {
    private final List<Weight> weights = new ArrayList<>();
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final List<Accumulator> metrics = new ArrayList<>();

    Map<String, Layer> layers() {
        return layers;
    }

    Variable add(Layer owner, Weight weight) {
        if (weights.stream().anyMatch(each -> each.name().equals(weight.name()))) {
            throw new IllegalStateException(owner + " has a weight \"" + weight.name() + "\" already");
        }
        weights.add(weight);
        return weight.variable();
    }

    Variable variable(Layer owner, String name) {
        return weights.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(owner + " has no weight \"" + name + "\"; it has "
                        + weights.stream().map(Weight::name).toList()))
                .variable();
    }

    void track(Layer owner, String field, Layer layer) {
        if (layer == owner || layer.contains(owner)) {
            throw new IllegalArgumentException(
                    owner + " cannot be part of " + layer + " and hold it too: a layer would call itself without end");
        }
        var former = layers.putIfAbsent(field, layer);
        if (former != null && former != layer) {
            throw new IllegalStateException(
                    owner + " tracks a layer as \"" + field + "\" already: " + former + "; give one another name");
        }
    }

    <A extends Accumulator> A addMetric(Layer owner, A metric) {
        for (var each : metrics) {
            if (each != metric && each.name().equals(metric.name())) {
                throw new IllegalArgumentException(
                        owner + " has a metric \"" + metric.name() + "\" already: give one of them another name");
            }
        }
        if (!metrics.contains(metric)) {
            metrics.add(metric);
        }
        return metric;
    }

    /// The metrics of `owner` and of the layers inside it.
    Stream<Accumulator> allMetrics(Layer owner) {
        return Stream.concat(
                metrics.stream(),
                owner.layers().stream().flatMap(layer -> layer.contents().allMetrics(layer)));
    }

    /// The weights of `owner` and those inside, in Keras' order.
    Stream<Weight> all(Layer owner) {
        return Stream.of(
                        own(true),
                        own(false),
                        owner.layers().stream()
                                .flatMap(layer -> layer.contents().all(layer)))
                .flatMap(each -> each);
    }

    /// Those that training changes.
    Stream<Weight> trainable(Layer owner) {
        return owner.isTrainable()
                ? Stream.concat(
                        own(true).filter(weight -> weight.variable().isTrainable()),
                        owner.layers().stream()
                                .flatMap(layer -> layer.contents().trainable(layer)))
                : Stream.of();
    }

    /// The weights of the layer itself.
    Stream<Weight> own() {
        return Stream.concat(own(true), own(false));
    }

    private Stream<Weight> own(boolean trainable) {
        return weights.stream().filter(weight -> weight.trainable() == trainable);
    }

    /// What the regularizers of the weights that are trained add to the loss, each weight once.
    Stream<Tensor> penalties(Layer owner) {
        return trainable(owner)
                .distinct()
                .flatMap(weight -> weight.regularizer().stream()
                        .map(regularizer -> regularizer.apply(weight.variable().tensor())));
    }
}
