package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;

/// 0 everywhere.
public record Zeros() implements Initializer {
    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return Tensor.full(0, dtype, shape);
    }
}
