package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// What the op families need of a thing to compute on: its type, and a way to apply an operation.
///
/// @param <T> the thing itself, a [Node] or a tensor
public interface Operand<T extends Operand<T>> {
    T self();

    TensorType type();

    /// The result of `op` on `inputs`, which are of exactly the types that the primitive takes.
    T apply(Op op, List<T> inputs);

    /// A scalar that belongs to a formula, such as the 0.5 of GELU.
    T constant(double value, DType dtype);

    /// A scalar that a user wrote, such as a learning rate: it may change from call to call.
    T number(double value, DType dtype);

    default DType dtype() {
        return type().dtype();
    }

    default Shape shape() {
        return type().shape();
    }

    default int rank() {
        return shape().rank();
    }

    /// `op` on this thing alone.
    default T apply(Op op) {
        return apply(op, List.of(self()));
    }
}
