package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// What a layer of a model gave in one call, for those who look at activations.
///
/// @param mode whether the call was for training or for inference
public record LayerOutput(Layer layer, Mode mode, List<Tensor> outputs) {
    public LayerOutput {
        outputs = List.copyOf(outputs);
    }
}
