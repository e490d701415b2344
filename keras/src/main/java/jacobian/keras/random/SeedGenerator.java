package jacobian.keras.random;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
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
}
