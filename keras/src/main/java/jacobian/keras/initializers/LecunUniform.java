package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.VarianceScaling.Distribution;
import jacobian.keras.initializers.VarianceScaling.Mode;
import java.util.OptionalLong;

/// Uniform values of variance 1 / the number of inputs
/// (LeCun et al., "Efficient backprop", 1998).
public record LecunUniform(OptionalLong seed) implements Initializer {
    public LecunUniform() {
        this(OptionalLong.empty());
    }

    public LecunUniform(long seed) {
        this(OptionalLong.of(seed));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return new VarianceScaling(1, Mode.FAN_IN, Distribution.UNIFORM, seed).apply(shape, dtype);
    }
}
