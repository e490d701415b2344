package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.VarianceScaling.Distribution;
import jacobian.keras.initializers.VarianceScaling.Mode;
import java.util.OptionalLong;

/// Truncated normal values of variance 2 / the number of inputs
/// (He et al., "Delving deep into rectifiers", 2015).
public record HeNormal(OptionalLong seed) implements Initializer {
    public HeNormal() {
        this(OptionalLong.empty());
    }

    public HeNormal(long seed) {
        this(OptionalLong.of(seed));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return new VarianceScaling(2, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL, seed).apply(shape, dtype);
    }
}
