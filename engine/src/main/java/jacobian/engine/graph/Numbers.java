package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;

/// Rounding, remainders and divisors, with NumPy's broadcasting.
public interface Numbers<T extends Operations<T>> extends Operand<T> {
    /// Rounded towards zero; integers and bools stay as they are.
    default T trunc() {
        var x = self();
        return dtype().isFloating() ? x.less(x.constant(0, dtype())).select(x.ceil(), x.floor()) : x;
    }

    /// To `decimals` places after the point, halves to the even one. Negative `decimals` round before the
    /// point, as
    /// -2 gives whole hundreds; integers stay integers.
    default T round(int decimals) {
        if (decimals == 0 || (!dtype().isFloating() && decimals > 0)) {
            return self().round();
        }
        var x = self().floating();
        var factor = x.constant(Math.pow(10, decimals), x.dtype());
        return x.multiply(factor).round().divide(factor).cast(dtype());
    }

    /// The larger, or the one that is a number where the other is NaN (`fmax`).
    default T fmax(T other) {
        return choose(Comparison.GREATER, other);
    }

    /// The smaller, or the one that is a number where the other is NaN (`fmin`).
    default T fmin(T other) {
        return choose(Comparison.LESS, other);
    }

    private T choose(Comparison wins, T other) {
        var type = DType.promote(dtype(), other.dtype());
        var a = self().cast(type);
        var b = other.cast(type);
        var first = Arithmetic.binary(wins, a, b);
        return (type.isFloating() ? first.logicalOr(b.isnan()) : first).select(a, b);
    }

    /// The remainder of the quotient rounded towards zero, with the sign of this (`fmod`).
    default T fmod(T other) {
        var type = DType.promote(dtype(), other.dtype());
        var a = self().cast(type);
        return a.sign().multiply(a.abs().mod(other.cast(type).abs()));
    }

    /// a / b, and 0 where b is 0 (`divide_no_nan`).
    default T divideNoNan(T other) {
        var type = DType.promote(dtype(), other.dtype()).floating();
        var b = other.cast(type);
        var zero = constant(0, type);
        var none = b.equal(zero);
        return none.select(zero, self().cast(type).divide(none.select(constant(1, type), b)));
    }

    /// 0 where this is negative, `atZero` where it is 0, 1 where it is positive.
    default T heaviside(T atZero) {
        var type = DType.promote(dtype(), atZero.dtype()).floating();
        var x = self().cast(type);
        var zero = constant(0, type);
        var rest = x.greater(zero).select(constant(1, type), atZero.cast(type));
        return x.isnan().select(x, x.less(zero).select(zero, rest));
    }

    /// The greatest common divisor of two integers, 0 for two zeros.
    default T gcd(T other) {
        var type = integers("gcd", other);
        var a = self().cast(type).abs();
        var b = other.cast(type).abs();
        var zero = constant(0, type);
        // Euclid's algorithm: neighbouring Fibonacci numbers need the most steps.
        int steps = type.bytes() == 8 ? 92 : type.bytes() == 4 ? 46 : 13;
        for (int i = 0; i < steps; i++) {
            var done = b.equal(zero);
            var rest = done.select(zero, a.mod(b));
            a = done.select(a, b);
            b = rest;
        }
        return a;
    }

    /// The least common multiple of two integers, 0 where one is 0.
    default T lcm(T other) {
        var type = integers("lcm", other);
        var a = self().cast(type).abs();
        var b = other.cast(type).abs();
        return a.floorDivide(a.gcd(b)).multiply(b);
    }

    private DType integers(String name, T other) {
        var type = DType.promote(dtype(), other.dtype());
        if (!type.isInteger()) {
            throw new DTypeException("cannot take the " + name + " of " + type() + " and " + other.type()
                    + ": needs integers (cast them)");
        }
        return type;
    }
}
