package jacobian.keras.serialization.legacy;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// How the weights that an old file has for a layer become the weights of the layer today.
@FunctionalInterface
public interface WeightForm {
    /// The weights in the order of [jacobian.keras.layers.Layer#weights].
    List<Tensor> today(List<Tensor> stored);
}
