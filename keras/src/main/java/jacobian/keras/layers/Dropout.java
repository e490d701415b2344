package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.random.SeedGenerator;
import java.util.List;
import java.util.stream.IntStream;

/// In training, sets a random part of the values to 0 and divides the others by `1 - rate`; otherwise does
/// nothing (Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014).
///
/// Input and output have the same shape.
public final class Dropout extends NoiseLayer<Dropout> {
    private final Setting<List<Integer>> noiseShape = optional("noise_shape", List.class);

    /// `rate` is the part that is set to 0, from 0 to 1.
    public Dropout(double rate) {
        super("rate", Checks.fraction("rate", rate));
    }

    /// Sets the shape of the mask, which is broadcast to the input: 1 for axes that share one decision,
    /// [Shape#ANY] for the input's size.
    public Dropout noiseShape(int... noiseShape) {
        return set(this.noiseShape, IntStream.of(noiseShape).boxed().toList());
    }

    @Override
    Tensor noisy(Tensor x, double rate, SeedGenerator random) {
        var shape =
                find(noiseShape).map(sizes -> Chance.shape(x.shape(), sizes)).orElseGet(x::shape);
        return Chance.drop(x, rate, shape, random);
    }
}
