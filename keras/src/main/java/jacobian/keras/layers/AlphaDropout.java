package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.random.SeedGenerator;
import java.util.List;
import java.util.stream.IntStream;

/// Dropout for self-normalizing networks: in training, a random part of the values becomes the limit of SELU at
/// minus infinity, and all are scaled and moved so that mean 0 and variance 1 stay (Klambauer et al.,
/// "Self-normalizing neural networks", 2017).
///
/// Input and output have the same shape.
public final class AlphaDropout extends NoiseLayer<AlphaDropout> {
    /// SELU's limit at minus infinity: -alpha * scale.
    private static final double LIMIT = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

    private final Setting<List<Integer>> noiseShape = optional("noise_shape", List.class);

    /// `rate` is the part that is lost, from 0 to below 1.
    public AlphaDropout(double rate) {
        super("rate", Checks.belowOne("rate", rate));
    }

    /// Sets the shape of the decisions, which are broadcast to the input: 1 for axes that share one decision,
    /// [Shape#ANY] for the input's size.
    public AlphaDropout noiseShape(int... noiseShape) {
        return set(this.noiseShape, IntStream.of(noiseShape).boxed().toList());
    }

    @Override
    Tensor noisy(Tensor x, double rate, SeedGenerator random) {
        double scale = 1 / Math.sqrt((1 - rate) * (1 + rate * LIMIT * LIMIT));
        double offset = -scale * LIMIT * rate;
        var shape =
                find(noiseShape).map(sizes -> Chance.shape(x.shape(), sizes)).orElseGet(x::shape);
        var mixed = Chance.keep(rate, shape, random).select(x, x.constant(LIMIT, x.dtype()));
        return mixed.multiply(x.constant(scale, x.dtype())).add(x.constant(offset, x.dtype()));
    }
}
