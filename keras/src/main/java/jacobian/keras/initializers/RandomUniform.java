package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.random.Distributions;
import java.util.OptionalLong;

/// Equally likely values from `low` to `high`.
public record RandomUniform(double low, double high, OptionalLong seed) implements Initializer {
    public RandomUniform {
        if (!(low <= high)) {
            throw new IllegalArgumentException("RandomUniform(" + low + ", " + high + "): low must not be above high");
        }
    }

    /// From -0.05 to 0.05.
    public RandomUniform() {
        this(-0.05, 0.05);
    }

    public RandomUniform(double low, double high) {
        this(low, high, OptionalLong.empty());
    }

    public RandomUniform(double low, double high, long seed) {
        this(low, high, OptionalLong.of(seed));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return Distributions.uniform(Bits.of(seed, shape))
                .multiply(high - low)
                .add(low)
                .cast(dtype);
    }
}
