package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.VarianceScaling.Distribution;
import jacobian.keras.initializers.VarianceScaling.Mode;
import java.util.OptionalLong;

/// Truncated normal values of variance 1 / the number of inputs
/// (LeCun et al., "Efficient backprop", 1998).
public record LecunNormal(OptionalLong seed) implements Initializer {
    public LecunNormal() {
        this(OptionalLong.empty());
    }

    public LecunNormal(long seed) {
        this(OptionalLong.of(seed));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return new VarianceScaling(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL, seed).apply(shape, dtype);
    }
}
