package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.random.SeedGenerator;
import java.util.List;

/// Random decisions which elements stay.
final class Chance {
    /// Of 32 random bits the upper 24 decide.
    private static final int BITS = 24;

    private Chance() {}

    /// A bool tensor of `shape`, false with probability `rate`.
    static Tensor keep(double rate, Shape shape, SeedGenerator random) {
        var bits = random.bits(shape);
        var limit = bits.constant(Math.rint((1 - rate) * (1 << BITS)), DType.INT32);
        return bits.logicalRightShift(bits.constant(32 - BITS, DType.INT32)).less(limit);
    }

    /// `x / (1 - rate)`, or 0 with probability `rate`; elements share a decision where `decisions` has size 1.
    static Tensor drop(Tensor x, double rate, Shape decisions, SeedGenerator random) {
        if (rate == 1) {
            return x.zerosLike();
        }
        var scaled = x.multiply(x.constant(1 / (1 - rate), x.dtype()));
        return keep(rate, decisions, random).select(scaled, x.zerosLike());
    }

    /// The shape of the decisions for `input`: that of `sizes`, with the input's own where [Shape#ANY] stands.
    static Shape shape(Shape input, List<Integer> sizes) {
        var shape = input;
        for (int i = 0; i < input.rank(); i++) {
            int size = sizes.get(i);
            shape = size == Shape.ANY ? shape : shape.with(i, Dim.fixed(size));
        }
        return shape;
    }
}
