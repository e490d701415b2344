package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Variable;
import java.util.List;

/// Giving weights new values.
final class WeightValues {
    private WeightValues() {}

    static void assign(Layer layer, List<Variable> weights, List<? extends TensorLike> values) {
        if (!layer.isBuilt()) {
            throw new IllegalStateException(
                    layer + " has no weights before its first call: call it, or give the model an Input");
        }
        if (values.size() != weights.size()) {
            throw new IllegalArgumentException(layer + " has " + weights.size() + " weights, but " + values.size()
                    + " values are given; its weights are " + weights);
        }
        for (int i = 0; i < weights.size(); i++) {
            var value = values.get(i).tensor();
            if (!value.shape().fixed().equals(weights.get(i).shape())) {
                throw new ShapeException(layer + ": value " + i + " is " + value.shape() + ", but " + weights.get(i)
                        + " needs " + weights.get(i).shape());
            }
        }
        for (int i = 0; i < weights.size(); i++) {
            weights.get(i).assign(values.get(i).tensor().cast(weights.get(i).dtype()));
        }
    }
}
