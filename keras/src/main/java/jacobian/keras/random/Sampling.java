package jacobian.keras.random;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Distributions that take several draws for a number.
final class Sampling {
    /// Each round of [#gamma] leaves at most one number in twenty undecided: after twelve, one in 10^15.
    private static final int ROUNDS = 12;

    /// How many single trials of [#binomial] are held at a time.
    private static final long TRIALS = 1 << 20;

    private Sampling() {}

    /// Numbers of the gamma distribution of scale 1: (Marsaglia and Tsang 2000), with their power of a uniform
    /// number for a shape parameter below 1.
    static Tensor gamma(SeedGenerator random, Shape shape, Tensor alpha) {
        var all = alpha.cast(DType.FLOAT32).broadcastTo(shape);
        var one = all.constant(1, DType.FLOAT32);
        var small = all.less(one);
        var least = small.select(all.add(one), all);
        var d = least.subtract(least.constant(1 / 3.0, DType.FLOAT32));
        var found = d;
        var open = d.equal(d);
        for (int round = 0; round < ROUNDS; round++) {
            var x = random.normal(shape);
            var root = d.multiply(d.constant(9, DType.FLOAT32)).rsqrt();
            var side = one.add(x.multiply(root));
            var v = side.square().multiply(side);
            var positive = v.greater(v.zerosLike());
            var safe = positive.select(v, v.onesLike());
            var bound = x.square()
                    .multiply(x.constant(0.5, DType.FLOAT32))
                    .add(d)
                    .subtract(d.multiply(safe))
                    .add(d.multiply(safe.log()));
            var u = Distributions.open(random.bits(shape));
            var taken = open.logicalAnd(positive).logicalAnd(u.log().less(bound));
            found = taken.select(d.multiply(safe), found);
            open = open.logicalAnd(taken.logicalNot());
        }
        var power = Distributions.open(random.bits(shape)).log().divide(all).exp();
        return small.select(found.multiply(power), found);
    }

    /// The number of successes of `counts` trials of probability `probabilities`, trial by trial.
    static Tensor binomial(SeedGenerator random, Shape shape, Tensor counts, Tensor probabilities) {
        var trials = counts.cast(DType.FLOAT32).broadcastTo(shape);
        var chance = probabilities.cast(DType.FLOAT32).broadcastTo(shape);
        int most = (int) Math.ceil(counts.cast(DType.FLOAT32).max().item());
        int step = Math.clamp(TRIALS / Math.max(1, shape.size()), 1, Math.max(1, most));
        var total = Tensor.full(0, DType.FLOAT32, shape);
        for (int from = 0; from < most; from += step) {
            int now = Math.min(step, most - from);
            var u = random.uniform(wider(now, shape));
            var numbers = Tensor.arange(now).add(from).cast(DType.FLOAT32).reshape(column(now, shape));
            var hits = u.less(chance.expandDims(0)).logicalAnd(numbers.less(trials.expandDims(0)));
            total = total.add(hits.cast(DType.FLOAT32).sum(0));
            total.buffer();
        }
        return total;
    }

    private static Shape wider(int count, Shape shape) {
        var dims = new ArrayList<Dim>();
        dims.add(Dim.fixed(count));
        for (int i = 0; i < shape.rank(); i++) {
            dims.add(shape.dim(i));
        }
        return Shape.of(List.copyOf(dims));
    }

    private static int[] column(int count, Shape shape) {
        var sizes = new int[shape.rank() + 1];
        java.util.Arrays.fill(sizes, 1);
        sizes[0] = count;
        return sizes;
    }
}
