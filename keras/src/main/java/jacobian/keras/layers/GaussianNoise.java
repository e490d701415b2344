package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.random.SeedGenerator;

/// In training, adds a normal number of mean 0 to each value; otherwise does nothing.
///
/// Input and output have the same shape.
public final class GaussianNoise extends NoiseLayer<GaussianNoise> {
    /// `stddev` is the standard deviation of the noise, from 0 to 1.
    public GaussianNoise(double stddev) {
        super("stddev", Checks.fraction("stddev", stddev));
    }

    @Override
    Tensor noisy(Tensor x, double stddev, SeedGenerator random) {
        var noise = random.normal(x.shape()).cast(x.dtype());
        return x.add(noise.multiply(x.constant(stddev, x.dtype())));
    }
}
