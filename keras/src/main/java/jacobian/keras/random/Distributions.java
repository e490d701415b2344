package jacobian.keras.random;

import jacobian.engine.graph.RandomBits;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import java.util.List;

/// Random bits and what is made of them. Equal key, counter and shape give equal numbers, on any machine and any
/// number of threads.
public final class Distributions {
    /// The part of a normal distribution within two standard deviations: erf(sqrt(2)).
    private static final double WITHIN_TWO = 0.9544997361036416;

    private Distributions() {}

    /// 32 random bits an element, as int32; `key` and `counter` are int64 scalars.
    public static Tensor bits(Tensor key, Tensor counter, Shape shape) {
        return Tensor.applyAll(new RandomBits(shape), List.of(key, counter)).get(0);
    }

    /// float32 numbers in [0, 1), all multiples of 2^-24.
    public static Tensor uniform(Tensor bits) {
        var mantissa = bits.logicalRightShift(bits.constant(8, DType.INT32)).cast(DType.FLOAT32);
        return mantissa.multiply(mantissa.constant(0x1p-24, DType.FLOAT32));
    }

    /// float32 numbers of the normal distribution of mean 0 and standard deviation 1: the inverse of its
    /// distribution function.
    public static Tensor normal(Tensor bits) {
        return inverse(symmetric(bits));
    }

    /// As [#normal], none further from 0 than 2; the standard deviation is 0.87962566.
    public static Tensor truncatedNormal(Tensor bits) {
        var between = symmetric(bits);
        return inverse(between.multiply(between.constant(WITHIN_TWO, DType.FLOAT32)));
    }

    /// float32 numbers in (0, 1), of which a logarithm can be taken.
    static Tensor open(Tensor bits) {
        var mantissa = bits.logicalRightShift(bits.constant(9, DType.INT32)).cast(DType.FLOAT32);
        return mantissa.add(mantissa.constant(0.5, DType.FLOAT32)).multiply(mantissa.constant(0x1p-23, DType.FLOAT32));
    }

    /// Numbers in (-1, 1), the same above and below 0.
    private static Tensor symmetric(Tensor bits) {
        var mantissa = bits.logicalRightShift(bits.constant(9, DType.INT32)).cast(DType.FLOAT32);
        var open =
                mantissa.add(mantissa.constant(0.5, DType.FLOAT32)).multiply(mantissa.constant(0x1p-22, DType.FLOAT32));
        return open.subtract(1);
    }

    private static Tensor inverse(Tensor between) {
        return between.erfinv().multiply(between.constant(Math.sqrt(2), DType.FLOAT32));
    }
}
