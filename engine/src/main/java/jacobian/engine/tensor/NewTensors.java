package jacobian.engine.tensor;

import jacobian.engine.graph.Iota;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;

/// The functions of [Tensor] that make one from nothing but its description.
abstract class NewTensors {
    public static Tensor zeros(Shape shape) {
        return full(0, DType.FLOAT32, shape);
    }

    public static Tensor ones(Shape shape) {
        return full(1, DType.FLOAT32, shape);
    }

    /// `value` everywhere; `shape` has known sizes.
    public static Tensor full(double value, DType dtype, Shape shape) {
        return Tensor.scalar(value, dtype).broadcastTo(shape);
    }

    /// 0, 1, ..., `size` - 1 as int32.
    public static Tensor arange(int size) {
        return Tensor.pending(Node.of(new Iota(TensorType.of(DType.INT32, size), 0)));
    }
}
