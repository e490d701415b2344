package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import java.util.List;

/// One step of a recurrent network: what [RNN] runs over a sequence. A layer of several inputs and results: the
/// step and the states before it, the output and the states after it.
///
/// A cell of one's own is a layer that says how large its states are and what it makes of a step:
///
/// ```java
/// final class Sum extends FluentLayer<Sum> implements RNNCell {
///     public List<Integer> stateSize() { return List.of(3); }
///     protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
///         var sum = inputs.get(1).add(inputs.get(0));
///         return List.of(sum, sum);
///     }
/// }
/// new RNN(new Sum()).returnSequences(true)
/// ```
///
/// Its [Layer#callAll] takes the step `(batch, ...)` and one state `(batch, size)` for each of [#stateSize]; it
/// gives the output `(batch, outputSize)` and as many states.
public interface RNNCell {
    /// The size of each state.
    List<Integer> stateSize();

    /// The size of the output; that of the first state unless a cell says otherwise.
    default int outputSize() {
        return stateSize().get(0);
    }

    /// The shape of each state without the batch; `(size,)` of [#stateSize] unless a cell says otherwise.
    default List<Shape> stateShapes() {
        return stateSize().stream().map(size -> Shape.of(size)).toList();
    }

    /// The shape of the output without the batch; `(outputSize,)` unless a cell says otherwise.
    default Shape outputShape() {
        return Shape.of(outputSize());
    }

    /// The states before the first step, for `batch` examples: zeros unless a cell says otherwise.
    default List<Tensor> initialState(Dim batch, DType dtype) {
        return stateShapes().stream()
                .map(shape -> Tensor.full(0, dtype, shape.insert(0, batch)))
                .toList();
    }
}
