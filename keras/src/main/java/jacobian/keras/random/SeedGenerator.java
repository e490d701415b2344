package jacobian.keras.random;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Seeds;
import java.util.List;

/// A source of random numbers whose state is two variables, so that a compiled step goes on where the last one
/// stopped.
///
/// Two generators of equal seed give equal numbers. Each draw moves the counter by 2^32 blocks of bits.
public final class SeedGenerator {
    private static final double DRAW = 0x1p32;

    private final Variable key;
    private final Variable counter;

    public SeedGenerator(long seed) {
        key = new Variable("seed_generator_key", Tensor.int64(new long[] {seed}).reshape(Shape.scalar()));
        counter = new Variable("seed_generator_counter", Tensor.scalar(0, DType.INT64));
        key.setTrainable(false);
        counter.setTrainable(false);
    }

    /// With a seed from [Seeds].
    public SeedGenerator() {
        this(Seeds.next());
    }

    /// Key and counter, both int64 scalars that no optimizer changes.
    public List<Variable> variables() {
        return List.of(key, counter);
    }

    /// 32 new random bits an element.
    public Tensor bits(Shape shape) {
        // Outside a program the number itself is taken, as the variable is overwritten before the bits are asked for.
        var now = Compiled.isTracing()
                ? counter.tensor()
                : Tensor.int64(counter.longs()).reshape(Shape.scalar());
        var bits = Distributions.bits(key.tensor(), now, shape);
        counter.assign(now.add(now.constant(DRAW, DType.INT64)));
        return bits;
    }

    /// New float32 numbers in [0, 1).
    public Tensor uniform(Shape shape) {
        return Distributions.uniform(bits(shape));
    }

    /// New float32 numbers of mean 0 and standard deviation 1.
    public Tensor normal(Shape shape) {
        return Distributions.normal(bits(shape));
    }

    /// New float32 numbers in [minval, maxval).
    public Tensor uniform(Shape shape, double minval, double maxval) {
        if (!(minval <= maxval)) {
            throw new IllegalArgumentException("minval=" + minval + ", maxval=" + maxval + ": needs minval <= maxval");
        }
        return moved(uniform(shape), minval, maxval - minval);
    }

    /// New float32 numbers of mean `mean` and standard deviation `stddev`.
    public Tensor normal(Shape shape, double mean, double stddev) {
        return moved(normal(shape), mean, Checks.notNegative("stddev", stddev));
    }

    /// New float32 numbers of the normal distribution, none further from 0 than 2.
    public Tensor truncatedNormal(Shape shape) {
        return Distributions.truncatedNormal(bits(shape));
    }

    /// As [#truncatedNormal(Shape)], around `mean`, none further from it than two `stddev`.
    public Tensor truncatedNormal(Shape shape, double mean, double stddev) {
        return moved(truncatedNormal(shape), mean, Checks.notNegative("stddev", stddev));
    }

    private static Tensor moved(Tensor x, double by, double scale) {
        return x.multiply(x.constant(scale, DType.FLOAT32)).add(x.constant(by, DType.FLOAT32));
    }

    /// New whole numbers, int32, from `minval` to `maxval - 1`, all equally likely within one part in 2^31 of
    /// their range.
    public Tensor randint(Shape shape, int minval, int maxval) {
        if (minval >= maxval) {
            throw new IllegalArgumentException("minval=" + minval + ", maxval=" + maxval + ": needs minval < maxval");
        }
        var bits = bits(shape);
        var positive = bits.logicalRightShift(bits.constant(1, DType.INT32)).cast(DType.INT64);
        var count = positive.constant((double) maxval - minval, DType.INT64);
        var number = positive.multiply(count).rightShift(positive.constant(31, DType.INT64));
        return number.add(number.constant(minval, DType.INT64)).cast(DType.INT32);
    }

    /// `numSamples` class indices, int32, for each row of `logits` `(batch, classes)`: class k with the
    /// probability softmax(logits)[k].
    public Tensor categorical(Tensor logits, int numSamples) {
        if (logits.rank() != 2) {
            throw new ShapeException("categorical cannot take logits " + logits.shape() + ": needs (batch, classes)");
        }
        var shape = Shape.of(List.of(
                logits.shape().dim(0), Dim.fixed(numSamples), logits.shape().dim(1)));
        // The largest of logits with Gumbel's noise is each class as often as it should be.
        var noise = Distributions.open(bits(shape)).log().negative().log().negative();
        return logits.cast(DType.FLOAT32).expandDims(1).add(noise).argmax(-1);
    }

    /// The rows of `x` in another order, all orders equally likely.
    public Tensor shuffle(Tensor x) {
        return shuffle(x, 0);
    }

    /// The parts of `x` along `axis` in another order, all orders equally likely.
    public Tensor shuffle(Tensor x, int axis) {
        var keys = bits(Shape.of(List.of(x.shape().dim(axis))));
        return x.take(keys.argsort(0, false), axis);
    }

    /// New float32 numbers of the gamma distribution of shape parameter `alpha` and scale 1.
    public Tensor gamma(Shape shape, double alpha) {
        return gamma(shape, Tensor.scalar(Checks.positive("alpha", alpha)));
    }

    /// As [#gamma(Shape, double)], with a parameter for each number, broadcast to `shape`.
    public Tensor gamma(Shape shape, Tensor alpha) {
        return Sampling.gamma(this, shape, alpha);
    }

    /// New float32 numbers of the beta distribution: a / (a + b) of gamma numbers of parameters `alpha` and
    /// `beta`.
    public Tensor beta(Shape shape, double alpha, double beta) {
        return beta(
                shape, Tensor.scalar(Checks.positive("alpha", alpha)), Tensor.scalar(Checks.positive("beta", beta)));
    }

    /// As [#beta(Shape, double, double)], with parameters for each number, broadcast to `shape`.
    public Tensor beta(Shape shape, Tensor alpha, Tensor beta) {
        var first = gamma(shape, alpha);
        return first.divide(first.add(gamma(shape, beta)));
    }

    /// New numbers of successes, float32, of `counts` trials of probability `probabilities`; takes time as long
    /// as `counts` is large.
    public Tensor binomial(Shape shape, int counts, double probabilities) {
        return binomial(
                shape,
                Tensor.scalar(Checks.notNegative("counts", counts)),
                Tensor.scalar(Checks.fraction("probabilities", probabilities)));
    }

    /// As [#binomial(Shape, int, double)], with counts and probabilities for each number, broadcast to `shape`.
    /// The counts are read at once: inside a compiled program this is refused.
    public Tensor binomial(Shape shape, Tensor counts, Tensor probabilities) {
        return Sampling.binomial(this, shape, counts, probabilities);
    }

    /// `inputs / (1 - rate)`, or 0 with probability `rate`.
    public Tensor dropout(Tensor inputs, double rate) {
        return dropout(inputs, rate, inputs.shape());
    }

    /// As [#dropout(Tensor, double)], where elements share a decision along axes of which `noiseShape` has size
    /// 1.
    public Tensor dropout(Tensor inputs, double rate, Shape noiseShape) {
        Checks.belowOne("rate", rate);
        var drawn = uniform(noiseShape);
        var kept = drawn.greaterEqual(drawn.constant(rate, DType.FLOAT32)).broadcastTo(inputs.shape());
        var scaled = inputs.multiply(inputs.constant(1 / (1 - rate), inputs.dtype()));
        return kept.select(scaled, inputs.zerosLike());
    }
}
