package jacobian.engine.graph;

import jacobian.engine.shape.DType;

/// Powers, logarithms and angles beyond those of [Elementwise]. Integers and bools become float32.
public interface Transcendental<T extends Operations<T>> extends Operand<T> {
    /// 2^x.
    default T exp2() {
        return times(Math.log(2)).exp();
    }

    /// The logarithm to base 2.
    default T log2() {
        return self().log().divide(constant(Math.log(2), dtype().floating()));
    }

    /// The logarithm to base 10.
    default T log10() {
        return self().log().divide(constant(Math.log(10), dtype().floating()));
    }

    /// log(exp(a) + exp(b)), without overflow.
    default T logaddexp(T other) {
        var type = DType.promote(dtype(), other.dtype()).floating();
        var a = self().cast(type);
        var b = other.cast(type);
        var difference = a.subtract(b);
        var undefined = difference.isnan();
        var safe = undefined.select(a.constant(0, type), difference);
        var sum = a.maximum(b).add(safe.abs().negative().exp().log1p());
        return undefined.select(a.add(b), sum);
    }

    /// log2(2^a + 2^b), without overflow.
    default T logaddexp2(T other) {
        var type = DType.promote(dtype(), other.dtype()).floating();
        var scale = constant(Math.log(2), type);
        var sum = self().cast(type).multiply(scale).logaddexp(other.cast(type).multiply(scale));
        return sum.divide(scale);
    }

    /// The cube root, negative for negative numbers.
    default T cbrt() {
        var x = self().floating();
        return x.sign().multiply(x.abs().power(x.constant(1.0 / 3, x.dtype())));
    }

    /// sqrt(a^2 + b^2), without overflow.
    default T hypot(T other) {
        var type = DType.promote(dtype(), other.dtype()).floating();
        var a = self().cast(type).abs();
        var b = other.cast(type).abs();
        var large = a.maximum(b);
        var one = a.constant(1, type);
        var zero = a.constant(0, type);
        var ratio = a.minimum(b).divide(large.equal(zero).select(one, large));
        return large.multiply(ratio.square().add(one).sqrt());
    }

    /// sin(pi x) / (pi x), 1 at 0.
    default T sinc() {
        var x = self().floating();
        var zero = x.constant(0, x.dtype());
        var one = x.constant(1, x.dtype());
        var atZero = x.equal(zero);
        var angle = atZero.select(one, x).multiply(x.constant(Math.PI, x.dtype()));
        return atZero.select(one, angle.sin().divide(angle));
    }

    /// The modified Bessel function of the first kind, order 0: the mean of exp(x cos(t)) over all angles t.
    default T i0() {
        return Bessel.i0(self().floating());
    }

    /// Degrees as radians: x pi / 180.
    default T deg2rad() {
        return times(Math.PI / 180);
    }

    /// Radians as degrees: x 180 / pi.
    default T rad2deg() {
        return times(180 / Math.PI);
    }

    /// The angle of a number in the complex plane: 0, or pi where it is negative.
    default T angle() {
        var x = self().floating();
        var zero = x.constant(0, x.dtype());
        var angle = x.signbit().select(x.constant(Math.PI, x.dtype()), zero);
        return x.isnan().select(x, angle).stopGradient();
    }

    private T times(double factor) {
        var x = self().floating();
        return x.multiply(x.constant(factor, x.dtype()));
    }
}
