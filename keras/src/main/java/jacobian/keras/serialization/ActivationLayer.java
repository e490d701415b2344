package jacobian.keras.serialization;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.layers.Layer;
import jacobian.keras.saving.RefusedFileException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// A layer without weights that a file has in the place of an activation function, as in
/// `activation=LeakyReLU()`.
record ActivationLayer(Layer layer) implements ActivationFunction {
    ActivationLayer {
        if (!List.of("ReLU", "LeakyReLU", "ELU", "Softmax", "Activation").contains(layer.kerasName())) {
            throw new RefusedFileException("an activation is the layer " + layer
                    + "\n  needs  a function, or one of ReLU, LeakyReLU, ELU and Softmax"
                    + "\n  mend   in Python put the layer behind the one that it is the activation of");
        }
    }

    @Override
    public Tensor apply(Tensor x) {
        var config = layer.config();
        return switch (layer.kerasName()) {
            case "ReLU" ->
                Activations.relu(
                        x,
                        number(config, "negative_slope"),
                        config.containsKey("max_value")
                                ? OptionalDouble.of(number(config, "max_value"))
                                : OptionalDouble.empty(),
                        number(config, "threshold"));
            case "LeakyReLU" -> Activations.leakyRelu(x, number(config, "negative_slope"));
            case "ELU" -> Activations.elu(x, number(config, "alpha"));
            case "Softmax" -> Activations.softmax(x, axes(config));
            default -> ((ActivationFunction) value(config, "activation")).apply(x);
        };
    }

    private static double number(Map<String, Object> config, String key) {
        return (Double) value(config, key);
    }

    private static int[] axes(Map<String, Object> config) {
        return ((List<?>) value(config, "axis"))
                .stream().mapToInt(each -> (Integer) each).toArray();
    }

    private static Object value(Map<String, Object> config, String key) {
        return java.util.Objects.requireNonNull(config.get(key));
    }

    /// As one writes it in Java.
    @Override
    public String toString() {
        return layer.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivationLayer(Layer another) && layer.sameConfig(another);
    }

    @Override
    public int hashCode() {
        return layer.kerasName().hashCode();
    }
}
