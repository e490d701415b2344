package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/// Where the value of a weight comes from: tensors of a file by name, and what to make of them.
///
/// @param names as the file has them once they are renamed, parts joined by slashes
record WeightSource(List<String> names, Function<List<Tensor>, Tensor> value) {
    static WeightSource same(String name) {
        return of(name, tensor -> tensor);
    }

    static WeightSource of(String name, Function<Tensor, Tensor> value) {
        return new WeightSource(List.of(name), tensors -> value.apply(tensors.getFirst()));
    }
}
