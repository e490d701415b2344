package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;

/// `gain` on the diagonal of a matrix, 0 elsewhere.
public record IdentityInitializer(double gain) implements Initializer {
    public IdentityInitializer() {
        this(1);
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        if (shape.rank() != 2) {
            throw new ShapeException("IdentityInitializer cannot fill " + shape + ": only a matrix has a diagonal");
        }
        var values = new double[(int) shape.size()];
        for (int i = 0; i < Math.min(shape.size(0), shape.size(1)); i++) {
            values[i * shape.size(1) + i] = gain;
        }
        return Tensor.float64(values, shape.sizes()).cast(dtype);
    }
}
