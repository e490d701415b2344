package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;

/// `value` everywhere.
public record Constant(double value) implements Initializer {
    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return Tensor.full(value, dtype, shape);
    }
}
