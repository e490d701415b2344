package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;

/// What only floating-point numbers have: infinities, NaN, neighbours, an exponent. Integers are finite numbers
/// here.
public interface FloatingPoint<T extends Operations<T>> extends Operand<T> {
    /// Whether it is plus or minus infinity; bool.
    default T isinf() {
        return isposinf().logicalOr(isneginf());
    }

    /// Whether it is plus infinity; bool.
    default T isposinf() {
        var x = self().floating();
        return x.equal(x.constant(Double.POSITIVE_INFINITY, x.dtype()));
    }

    /// Whether it is minus infinity; bool.
    default T isneginf() {
        var x = self().floating();
        return x.equal(x.constant(Double.NEGATIVE_INFINITY, x.dtype()));
    }

    /// Whether the imaginary part is 0: true everywhere, as all tensors here are real.
    default T isreal() {
        return constant(1, DType.BOOL).broadcastTo(shape());
    }

    /// The real part, which is the tensor itself.
    default T real() {
        return self();
    }

    /// The imaginary part, which is 0.
    default T imag() {
        return self().zerosLike();
    }

    /// The complex conjugate, which is the tensor itself.
    default T conj() {
        return self();
    }

    /// Whether the sign bit is set: negative numbers, -0 and some NaN; bool.
    default T signbit() {
        return dtype().isFloating()
                ? bits().less(zeroBits())
                : self().cast(DType.INT64).less(constant(0, DType.INT64));
    }

    /// The next floating-point number in the direction of `other`, of float32 or float64.
    default T nextafter(T other) {
        var type = DType.promote(dtype(), other.dtype()).floating();
        if (type.isHalf()) {
            throw new DTypeException(
                    "nextafter of " + type() + " and " + other.type() + ": needs float32 or float64 (cast one)");
        }
        var x = self().cast(type);
        var y = other.cast(type);
        var zero = x.constant(0, type);
        var bits = FloatingBits.of(x);
        var one = bits.onesLike();
        var away = y.greater(x).equal(x.greater(zero));
        var next = FloatingBits.number(away.select(bits.add(one), bits.subtract(one)), type);
        var smallest = FloatingBits.number(one, type);
        var fromZero = y.greater(zero).select(smallest, smallest.negative());
        var moved = x.equal(y).select(y, x.equal(zero).select(fromZero, next));
        return x.isnan().logicalOr(y.isnan()).select(x.add(y), moved);
    }

    /// x times 2 to the integer power `exponent`.
    default T ldexp(T exponent) {
        if (!exponent.dtype().isInteger()) {
            throw new DTypeException("ldexp of " + type() + " and " + exponent.type() + ": needs an integer exponent");
        }
        var type = dtype().floating();
        var x = self().cast(type.wide());
        var e = exponent.cast(DType.INT32);
        // Two factors, because one power of 2 does not reach from the smallest to the largest number.
        var first = e.rightShift(e.constant(1, DType.INT32));
        return x.multiply(FloatingBits.power(first, x.dtype()))
                .multiply(FloatingBits.power(e.subtract(first), x.dtype()))
                .cast(type);
    }

    /// 0 for NaN, the largest and lowest finite number of the type for the infinities.
    default T nanToNum() {
        double largest = FloatingBits.largest(dtype());
        return nanToNum(0, largest, -largest);
    }

    /// `nan` for NaN, `posinf` and `neginf` for the infinities.
    default T nanToNum(double nan, double posinf, double neginf) {
        if (!dtype().isFloating()) {
            return self();
        }
        var x = self();
        var numbers = x.isnan().select(x.number(nan, dtype()), x);
        var below = x.isposinf().select(x.number(posinf, dtype()), numbers);
        return x.isneginf().select(x.number(neginf, dtype()), below);
    }

    /// Whether `|a - b| <= 1e-8 + 1e-5 |b|`; equal infinities are close, NaN is not; bool.
    default T isclose(T other) {
        return isclose(other, 1e-5, 1e-8, false);
    }

    /// Whether `|a - b| <= atol + rtol |b|`; equal infinities are close, two NaN if `equalNan`; bool.
    default T isclose(T other, double rtol, double atol, boolean equalNan) {
        var type = DType.promote(dtype(), other.dtype()).floating();
        var a = self().cast(type);
        var b = other.cast(type);
        var room = b.abs().multiply(b.number(rtol, type)).add(b.number(atol, type));
        var near = a.subtract(b).abs().lessEqual(room).logicalAnd(b.isfinite());
        var close = a.equal(b).logicalOr(near.logicalAnd(a.isfinite()));
        return equalNan ? close.logicalOr(a.isnan().logicalAnd(b.isnan())) : close;
    }

    /// Whether all elements are close as [#isclose] says; a bool scalar.
    default T allclose(T other) {
        return isclose(other).all();
    }

    /// Whether all elements are close as [#isclose] says; a bool scalar.
    default T allclose(T other, double rtol, double atol, boolean equalNan) {
        return isclose(other, rtol, atol, equalNan).all();
    }

    private T bits() {
        return FloatingBits.of(self());
    }

    private T zeroBits() {
        return bits().zerosLike();
    }
}
