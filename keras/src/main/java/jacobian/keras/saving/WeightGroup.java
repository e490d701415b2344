package jacobian.keras.saving;

import jacobian.engine.shape.TensorType;
import java.util.List;

/// What a file of weights keeps of one thing, such as a layer: its tensors, numbered, at a path.
///
/// Keras' paths follow the fields of a model, `layers/bidirectional/forward_layer/cell`; the model itself has the
/// empty path. A thing without tensors has a group all the same.
///
/// @param path where it stands
/// @param name what the thing is called; of no meaning for reading
/// @param tensors what it holds, in order: number 0 is at `path/vars/0`
public record WeightGroup(String path, String name, List<StoredTensor> tensors) {
    /// The place of tensor number `index` in a file.
    public String place(int index) {
        return folder() + "/" + index;
    }

    /// The place of the tensors in a file.
    public String folder() {
        return path.isEmpty() ? "vars" : path + "/vars";
    }

    /// How many bytes the tensors have.
    public long bytes() {
        return tensors.stream()
                .map(StoredTensor::type)
                .mapToLong(WeightGroup::bytes)
                .sum();
    }

    private static long bytes(TensorType type) {
        return type.shape().size() * type.dtype().bytes();
    }
}
