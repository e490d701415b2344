package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.VarianceScaling.Distribution;
import jacobian.keras.initializers.VarianceScaling.Mode;
import java.util.OptionalLong;

/// Uniform values of variance 1 / the mean of inputs and outputs
/// (Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010).
public record GlorotUniform(OptionalLong seed) implements Initializer {
    public GlorotUniform() {
        this(OptionalLong.empty());
    }

    public GlorotUniform(long seed) {
        this(OptionalLong.of(seed));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return new VarianceScaling(1, Mode.FAN_AVG, Distribution.UNIFORM, seed).apply(shape, dtype);
    }
}
