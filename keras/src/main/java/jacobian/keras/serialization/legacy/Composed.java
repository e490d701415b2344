package jacobian.keras.serialization.legacy;

import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Layers of Keras 1 that are several layers today: a model inside the model, under the same name.
final class Composed {
    private final List<Map<String, @Nullable Object>> layers = new ArrayList<>();
    private final String name;
    private final OldLayer old;

    private Composed(OldLayer old) {
        this.old = old;
        this.name = old.name();
    }

    /// t h + (1 - t) x, where h = activation(x W + b) and t = sigmoid(x W_carry + b_carry).
    static Map<String, @Nullable Object> highway(OldLayer old, Translation translation) {
        var model = new Composed(old);
        var x = model.input();
        var units = model.features();
        var activation = old.config().getOrDefault("activation", "linear");
        var hidden = model.add(model.dense("hidden", units, activation), List.of(x));
        var gate = model.add(model.dense("carry", units, "sigmoid"), List.of(x));
        var away = model.add(model.plain("Subtract", "away"), List.of(hidden, x));
        var part = model.add(model.plain("Multiply", "part"), List.of(gate, away));
        var result = model.add(model.plain("Add", "sum"), List.of(x, part));
        boolean bias = model.hasBias();
        // Stored: W, W_carry, b, b_carry.
        translation
                .forms()
                .put(
                        model.name,
                        stored -> bias ? List.of(stored.get(0), stored.get(2), stored.get(1), stored.get(3)) : stored);
        return model.of(result);
    }

    /// The largest of several linear layers.
    static Map<String, @Nullable Object> maxout(OldLayer old, Translation translation) {
        var model = new Composed(old);
        var x = model.input();
        int count = (int) Trees.whole(old.config().getOrDefault("nb_feature", 4L));
        var parts = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < count; i++) {
            parts.add(model.add(model.dense("feature_" + i, old.get("output_dim"), "linear"), List.of(x)));
        }
        var result = count == 1 ? parts.getFirst() : model.add(model.plain("Maximum", "largest"), parts);
        // Stored: W of (features, inputs, units), b of (features, units).
        translation.forms().put(model.name, stored -> pieces(stored, count));
        return model.of(result);
    }

    private static List<Tensor> pieces(List<Tensor> stored, int count) {
        var pieces = new ArrayList<Tensor>();
        for (int i = 0; i < count; i++) {
            for (var each : stored) {
                pieces.add(each.at(0, i));
            }
        }
        return pieces;
    }

    private Object features() {
        var shape = old.batchShape();
        var features = shape.isPresent() ? shape.get().getLast() : old.get("input_dim");
        if (features == null) {
            throw old.refused("its configuration has no input_dim", "save it with input_dim set");
        }
        return features;
    }

    private boolean hasBias() {
        return !Boolean.FALSE.equals(old.get("bias"));
    }

    private Map<String, @Nullable Object> input() {
        var shape = new ArrayList<@Nullable Object>();
        shape.add(null);
        shape.add(features());
        layers.add(Nodes.entry(SecondKeras.input(name + "_input", shape, "float32"), List.of()));
        return Nodes.tensor(name + "_input", 0);
    }

    private Map<String, @Nullable Object> dense(String part, @Nullable Object units, @Nullable Object activation) {
        var dense = new OldLayer("Dense", old.config())
                .drop("nb_feature", "input_dim", "transform_bias", "output_dim", "batch_input_shape", "input_dtype")
                .drop("activity_regularizer")
                .put("name", name + "_" + part)
                .put("output_dim", units)
                .put("activation", activation);
        FirstKeras.translate(dense);
        SecondKeras.translate(dense);
        return Trees.object("keras.layers", "Dense", dense.config());
    }

    private Map<String, @Nullable Object> plain(String className, String part) {
        return Trees.object("keras.layers", className, Trees.of("name", name + "_" + part));
    }

    private Map<String, @Nullable Object> add(
            Map<String, @Nullable Object> layer, List<Map<String, @Nullable Object>> xs) {
        var arguments = xs.size() == 1 ? xs : List.of(xs);
        layers.add(Nodes.entry(layer, List.of(Nodes.call(arguments, Trees.of()))));
        return Nodes.tensor(Trees.text(Trees.map(layer.get("config")).get("name")), 0);
    }

    private Map<String, @Nullable Object> of(Map<String, @Nullable Object> result) {
        var config =
                Trees.of("name", name, "trainable", old.config().getOrDefault("trainable", true), "layers", layers);
        config.put("input_layers", List.of(name + "_input", 0L, 0L));
        config.put("output_layers", Nodes.history(result));
        return OldGraph.functional(config);
    }
}
