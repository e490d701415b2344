package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.VarianceScaling.Distribution;
import jacobian.keras.initializers.VarianceScaling.Mode;
import java.util.OptionalLong;

/// Uniform values of variance 2 / the number of inputs
/// (He et al., "Delving deep into rectifiers", 2015).
public record HeUniform(OptionalLong seed) implements Initializer {
    public HeUniform() {
        this(OptionalLong.empty());
    }

    public HeUniform(long seed) {
        this(OptionalLong.of(seed));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return new VarianceScaling(2, Mode.FAN_IN, Distribution.UNIFORM, seed).apply(shape, dtype);
    }
}
