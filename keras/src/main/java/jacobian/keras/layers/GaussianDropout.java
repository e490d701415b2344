package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.random.SeedGenerator;

/// In training, multiplies each value by a normal number of mean 1 and standard deviation `sqrt(rate / (1 -
/// rate))`; otherwise does nothing (Srivastava et al., "Dropout: a simple way to prevent neural networks from
/// overfitting", 2014).
///
/// Input and output have the same shape.
public final class GaussianDropout extends NoiseLayer<GaussianDropout> {
    /// `rate` is that of a [Dropout] of the same variance, from 0 to below 1.
    public GaussianDropout(double rate) {
        super("rate", Checks.belowOne("rate", rate));
    }

    @Override
    Tensor noisy(Tensor x, double rate, SeedGenerator random) {
        var noise = random.normal(x.shape()).cast(x.dtype());
        return x.multiply(noise.multiply(x.constant(Math.sqrt(rate / (1 - rate)), x.dtype()))
                .add(1));
    }
}
