package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;

/// 1 everywhere.
public record Ones() implements Initializer {
    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return Tensor.full(1, dtype, shape);
    }
}
