package jacobian.keras.saving;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One tensor that files keep, and the way to give it the value that a file has.
///
/// @param name the name of the weight, as in `dense/kernel`; of no meaning in Keras' files
/// @param type its element type and shape in the file
/// @param read the value now
/// @param write takes a value of this shape, of whatever element type
public record StoredTensor(String name, TensorType type, Supplier<Tensor> read, Consumer<Tensor> write) {
    /// The value now, in the type of the file.
    public Tensor value() {
        return read.get().cast(type.dtype());
    }
}
