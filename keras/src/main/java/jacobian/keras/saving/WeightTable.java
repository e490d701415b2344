package jacobian.keras.saving;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.Set;

/// The tensors of a file, by their places: `layers/dense/vars/0`. What is not asked for is not read.
public interface WeightTable extends AutoCloseable {
    /// The places of all tensors.
    Set<String> places();

    /// Element type and shape of the tensor at `place`, one of [#places].
    TensorType type(String place);

    /// The tensor at `place`, one of [#places]. It stays valid when this is closed.
    Tensor read(String place);

    @Override
    void close();
}
