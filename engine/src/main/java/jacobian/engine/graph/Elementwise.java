package jacobian.engine.graph;

import jacobian.engine.shape.Broadcasting;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import java.util.List;

/// Functions applied to each element, with NumPy's broadcasting and Keras' promotion of types.
///
/// Java numbers take the type of the tensor they meet (an integer tensor meets a number with a fraction as
/// float32).
public interface Elementwise<T extends Elementwise<T>> extends Operand<T> {
    /// The same numbers in another element type.
    default T cast(DType dtype) {
        return dtype == dtype() ? self() : apply(new Cast(dtype));
    }

    /// The same bits read as another type of the same width.
    default T view(DType dtype) {
        return dtype == dtype() ? self() : apply(new Bitcast(dtype));
    }

    /// The same value repeated to `shape` by NumPy's rules.
    default T broadcastTo(Shape shape) {
        var axes = Broadcasting.axes(shape(), shape);
        return axes.isEmpty() && rank() == shape.rank()
                ? self()
                : apply(new Broadcast(Broadcasting.kept(shape(), shape, axes), axes));
    }

    default T add(T other) {
        return Arithmetic.binary(Binary.ADD, self(), other);
    }

    default T add(double number) {
        return add(Arithmetic.number(self(), number));
    }

    default T subtract(T other) {
        return Arithmetic.binary(Binary.SUBTRACT, self(), other);
    }

    default T subtract(double number) {
        return subtract(Arithmetic.number(self(), number));
    }

    default T multiply(T other) {
        return Arithmetic.binary(Binary.MULTIPLY, self(), other);
    }

    default T multiply(double number) {
        return multiply(Arithmetic.number(self(), number));
    }

    /// True division: integers become float32.
    default T divide(T other) {
        var type = DType.promote(dtype(), other.dtype()).floating();
        return Arithmetic.binary(Binary.DIVIDE, cast(type), other.cast(type));
    }

    default T divide(double number) {
        return divide(cast(dtype().floating()).number(number, dtype().floating()));
    }

    /// The quotient rounded towards minus infinity.
    default T floorDivide(T other) {
        return Arithmetic.binary(Binary.FLOOR_DIVIDE, self(), other);
    }

    default T floorDivide(double number) {
        return floorDivide(Arithmetic.number(self(), number));
    }

    /// The remainder, with the sign of `other`.
    default T mod(T other) {
        return Arithmetic.binary(Binary.MOD, self(), other);
    }

    default T mod(double number) {
        return mod(Arithmetic.number(self(), number));
    }

    default T power(T other) {
        return Arithmetic.binary(Binary.POWER, self(), other);
    }

    default T power(double number) {
        return number == 2 ? square() : power(Arithmetic.number(self(), number));
    }

    default T maximum(T other) {
        return Arithmetic.binary(Binary.MAXIMUM, self(), other);
    }

    default T maximum(double number) {
        return maximum(Arithmetic.number(self(), number));
    }

    default T minimum(T other) {
        return Arithmetic.binary(Binary.MINIMUM, self(), other);
    }

    default T minimum(double number) {
        return minimum(Arithmetic.number(self(), number));
    }

    /// Each element brought into `[low, high]`.
    default T clip(double low, double high) {
        return maximum(low).minimum(high);
    }

    /// Each element brought into `[low, high]`, which are broadcast.
    default T clip(T low, T high) {
        return maximum(low).minimum(high);
    }

    /// The angle of the point (x, y) = (`other`, this), from -pi to pi.
    default T arctan2(T other) {
        return Arithmetic.binary(Binary.ATAN2, floating(), other.floating());
    }

    default T equal(T other) {
        return Arithmetic.binary(Comparison.EQUAL, self(), other);
    }

    default T equal(double number) {
        return equal(Arithmetic.number(self(), number));
    }

    default T notEqual(T other) {
        return Arithmetic.binary(Comparison.NOT_EQUAL, self(), other);
    }

    default T notEqual(double number) {
        return notEqual(Arithmetic.number(self(), number));
    }

    default T less(T other) {
        return Arithmetic.binary(Comparison.LESS, self(), other);
    }

    default T less(double number) {
        return less(Arithmetic.number(self(), number));
    }

    default T lessEqual(T other) {
        return Arithmetic.binary(Comparison.LESS_EQUAL, self(), other);
    }

    default T lessEqual(double number) {
        return lessEqual(Arithmetic.number(self(), number));
    }

    default T greater(T other) {
        return Arithmetic.binary(Comparison.GREATER, self(), other);
    }

    default T greater(double number) {
        return greater(Arithmetic.number(self(), number));
    }

    default T greaterEqual(T other) {
        return Arithmetic.binary(Comparison.GREATER_EQUAL, self(), other);
    }

    default T greaterEqual(double number) {
        return greaterEqual(Arithmetic.number(self(), number));
    }

    /// For a bool: `a` where it is true, `b` where it is false.
    default T select(T a, T b) {
        var type = DType.promote(a.dtype(), b.dtype());
        var shape = Broadcasting.shape(shape(), Broadcasting.shape(a.shape(), b.shape()));
        var operands = List.of(
                broadcastTo(shape),
                a.cast(type).broadcastTo(shape),
                b.cast(type).broadcastTo(shape));
        return apply(new Select(), operands);
    }

    default T negative() {
        return apply(Unary.NEGATE);
    }

    /// The magnitude.
    default T abs() {
        return dtype() == DType.BOOL ? self() : apply(Unary.ABS);
    }

    default T sign() {
        return apply(Unary.SIGN);
    }

    default T exp() {
        return floating().apply(Unary.EXP);
    }

    /// exp(x) - 1, exact near 0.
    default T expm1() {
        return floating().apply(Unary.EXPM1);
    }

    default T log() {
        return floating().apply(Unary.LOG);
    }

    /// log(1 + x), exact near 0.
    default T log1p() {
        return floating().apply(Unary.LOG1P);
    }

    default T sqrt() {
        return floating().apply(Unary.SQRT);
    }

    /// 1 / sqrt(x).
    default T rsqrt() {
        return floating().apply(Unary.RSQRT);
    }

    default T square() {
        return dtype() == DType.BOOL ? cast(DType.INT32) : multiply(self());
    }

    default T reciprocal() {
        var x = floating();
        return x.constant(1, x.dtype()).divide(x);
    }

    default T sin() {
        return floating().apply(Unary.SIN);
    }

    default T cos() {
        return floating().apply(Unary.COS);
    }

    default T tan() {
        return floating().apply(Unary.TAN);
    }

    default T arcsin() {
        return floating().apply(Unary.ASIN);
    }

    default T arccos() {
        return floating().apply(Unary.ACOS);
    }

    default T arctan() {
        return floating().apply(Unary.ATAN);
    }

    default T sinh() {
        return floating().apply(Unary.SINH);
    }

    default T cosh() {
        return floating().apply(Unary.COSH);
    }

    default T tanh() {
        return floating().apply(Unary.TANH);
    }

    default T arcsinh() {
        return floating().apply(Unary.ASINH);
    }

    default T arccosh() {
        return floating().apply(Unary.ACOSH);
    }

    default T arctanh() {
        return floating().apply(Unary.ATANH);
    }

    default T erf() {
        return floating().apply(Unary.ERF);
    }

    /// The inverse of [#erf].
    default T erfinv() {
        return floating().apply(Unary.ERFINV);
    }

    default T floor() {
        return floating().apply(Unary.FLOOR);
    }

    default T ceil() {
        return floating().apply(Unary.CEIL);
    }

    /// To the nearest integer, halves to the even one.
    default T round() {
        return apply(Unary.ROUND);
    }

    default T isnan() {
        return floating().apply(Unary.IS_NAN);
    }

    default T isfinite() {
        return floating().apply(Unary.IS_FINITE);
    }

    /// This value, through which no gradient flows.
    default T stopGradient() {
        return apply(new StopGradient());
    }

    /// Floating types as they are, others as float32.
    default T floating() {
        return cast(dtype().floating());
    }

    /// `value` in the shape and type of this.
    default T fullLike(double value) {
        return number(value, dtype()).broadcastTo(shape());
    }

    /// 0 in the shape and type of this.
    default T zerosLike() {
        return constant(0, dtype()).broadcastTo(shape());
    }

    /// 1 in the shape and type of this.
    default T onesLike() {
        return constant(1, dtype()).broadcastTo(shape());
    }
}
