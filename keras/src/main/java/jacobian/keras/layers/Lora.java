package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Checks;
import jacobian.keras.initializers.HeUniform;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.Regularizer;
import java.util.Optional;

/// Low-rank adaptation of a weight (Hu et al., "LoRA: Low-rank adaptation of large language models", 2021): the
/// weight is frozen, and `alpha / rank * a b` is added to it, of which `a` and `b` are learned.
///
/// | | shape |
/// |---|---|
/// | lora_..._a | that of the weight, `rank` as last size |
/// | lora_..._b | `(rank, last size of the weight)` |
///
/// As `b` begins as zeros, enabling it changes no result.
record Lora(String weight, int rank, double alpha) {
    Lora {
        Checks.positive("lora_rank", rank);
        Checks.positive("lora_alpha", alpha);
    }

    /// Freezes the weight of `layer`, whose weights are made, and adds the two that adapt it.
    void enable(Layer layer, Optional<Regularizer> regularizer) {
        if (!has(layer, weight)) {
            throw new IllegalStateException(layer + " is not built: call it once, or set lora_rank instead");
        }
        if (has(layer, a())) {
            throw new IllegalStateException(layer + " is adapted already: it takes one low-rank adaptation");
        }
        if (layer.config().containsKey(weight + "_constraint")) {
            throw new IllegalArgumentException(
                    layer + ": low-rank adaptation and " + weight + "_constraint exclude each other; leave one out");
        }
        var frozen = layer.variable(weight);
        frozen.setTrainable(false);
        var shape = frozen.shape();
        add(layer, a(), shape.with(-1, Dim.fixed(rank)), new HeUniform(), regularizer);
        add(layer, b(), Shape.of(rank, shape.size(-1)), new Zeros(), regularizer);
    }

    /// As in Keras at least float32, so that small steps are not lost where the weight itself has few bits.
    private static void add(
            Layer layer, String name, Shape shape, Initializer initializer, Optional<Regularizer> regularizer) {
        var dtype = layer.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
        var variable = new Variable(layer.name() + "/" + name, initializer.apply(shape, dtype));
        layer.add(new Weight(name, variable, true, regularizer));
    }

    /// The weight of `layer` with what was learned, where that is enabled.
    static Tensor adapted(Layer layer, String weight, Optional<Lora> lora) {
        var frozen = layer.weight(weight);
        if (lora.isEmpty() || !has(layer, lora.get().a())) {
            return frozen;
        }
        var a = layer.weight(lora.get().a());
        var factor = a.constant(lora.get().alpha / lora.get().rank, a.dtype());
        var change = a.matmul(layer.weight(lora.get().b())).multiply(factor);
        return frozen.add(change.cast(frozen.dtype()));
    }

    boolean isEnabled(Layer layer) {
        return has(layer, a());
    }

    /// Whether the weight called `name` is one of the two that adapt.
    boolean isPart(String name) {
        return name.equals(a()) || name.equals(b());
    }

    /// The weight of `layer` with what was learned, as files keep it.
    Tensor merged(Layer layer) {
        var frozen = layer.variable(weight).tensor();
        var a = layer.variable(a()).tensor();
        var change = a.matmul(layer.variable(b()).tensor()).multiply(a.constant(alpha / rank, a.dtype()));
        return frozen.add(change.cast(frozen.dtype()));
    }

    /// Begins to learn anew, from a weight that holds what was learned.
    void reset(Layer layer) {
        var b = layer.variable(b());
        b.assign(b.tensor().zerosLike());
    }

    private static boolean has(Layer layer, String weight) {
        var name = layer.name() + "/" + weight;
        return layer.weights().stream().anyMatch(each -> each.name().equals(name));
    }

    private String a() {
        return "lora_" + weight + "_a";
    }

    private String b() {
        return "lora_" + weight + "_b";
    }
}
