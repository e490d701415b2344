package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// In training, sets a random part of the values to 0 and divides the others by `1 - rate`; otherwise does nothing
/// (Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014).
///
/// Input and output have the same shape.
public final class Dropout extends FluentLayer<Dropout> {
    /// Of 32 random bits the upper 24 decide.
    private static final int BITS = 24;

    private final Setting<Double> rate = required("rate", Double.class);
    private final Setting<List<Integer>> noiseShape = optional("noise_shape", List.class);
    private final Setting<Long> seed = optional("seed", Long.class);

    /// `rate` is the part that is set to 0, from 0 to 1.
    public Dropout(double rate) {
        set(this.rate, Checks.fraction("rate", rate));
    }

    /// Sets the shape of the mask, which is broadcast to the input: 1 for axes that share one decision, [Shape#ANY]
    /// for the input's size.
    public Dropout noiseShape(int... noiseShape) {
        return set(this.noiseShape, IntStream.of(noiseShape).boxed().toList());
    }

    /// Sets the seed; another one for each layer unless set.
    public Dropout seed(long seed) {
        return set(this.seed, seed);
    }

    @Override
    protected OptionalLong seed() {
        return find(seed).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    protected void build(List<Shape> inputs) {
        if (value(rate) > 0) {
            random();
        }
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        double rate = value(this.rate);
        if (!call.training() || rate == 0) {
            return x;
        }
        if (rate == 1) {
            return x.zerosLike();
        }
        var bits = call.random().bits(mask(x.shape()));
        var limit = bits.constant(Math.rint((1 - rate) * (1 << BITS)), DType.INT32);
        var kept = bits.shiftRight(bits.constant(32 - BITS, DType.INT32)).less(limit);
        var scaled = x.multiply(x.constant(1 / (1 - rate), x.dtype()));
        return kept.select(scaled, x.zerosLike());
    }

    private Shape mask(Shape input) {
        var sizes = find(noiseShape);
        if (sizes.isEmpty()) {
            return input;
        }
        var shape = input;
        for (int i = 0; i < input.rank(); i++) {
            int size = sizes.get().get(i);
            shape = size == Shape.ANY ? shape : shape.with(i, Dim.fixed(size));
        }
        return shape;
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
