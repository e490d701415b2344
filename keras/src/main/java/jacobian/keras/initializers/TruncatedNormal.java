package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.random.Distributions;
import java.util.OptionalLong;

/// Values of a normal distribution, those further than two standard deviations from the mean left out; as in
/// Keras `stddev` is that before anything is left out.
public record TruncatedNormal(double mean, double stddev, OptionalLong seed) implements Initializer {
    public TruncatedNormal {
        Checks.notNegative("stddev", stddev);
    }

    /// Around 0 with standard deviation 0.05.
    public TruncatedNormal() {
        this(0, 0.05);
    }

    public TruncatedNormal(double mean, double stddev) {
        this(mean, stddev, OptionalLong.empty());
    }

    public TruncatedNormal(double mean, double stddev, long seed) {
        this(mean, stddev, OptionalLong.of(seed));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return Distributions.truncatedNormal(Bits.of(seed, shape))
                .multiply(stddev)
                .add(mean)
                .cast(dtype);
    }
}
