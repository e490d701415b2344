package jacobian.engine.graph;

import jacobian.engine.shape.DType;

/// Logic of truth values and of the bits of integers, with NumPy's broadcasting.
///
/// The `logical` functions take any type, of which everything but 0 is true, and give bool. The others take
/// bool and integers, whose types are promoted; a shift takes its count modulo the width of the type.
public interface Bits<T extends Operations<T>> extends Operand<T> {
    /// Whether both are true (`logical_and`); bool.
    default T logicalAnd(T other) {
        return Arithmetic.binary(Binary.AND, self().cast(DType.BOOL), other.cast(DType.BOOL));
    }

    /// Whether one of them is true, or both (`logical_or`); bool.
    default T logicalOr(T other) {
        return Arithmetic.binary(Binary.OR, self().cast(DType.BOOL), other.cast(DType.BOOL));
    }

    /// Whether exactly one of them is true (`logical_xor`); bool.
    default T logicalXor(T other) {
        return Arithmetic.binary(Binary.XOR, self().cast(DType.BOOL), other.cast(DType.BOOL));
    }

    /// Whether it is false, that is 0 (`logical_not`); bool.
    default T logicalNot() {
        return self().cast(DType.BOOL).apply(Unary.NOT);
    }

    /// The bits that both have (`bitwise_and`).
    default T bitwiseAnd(T other) {
        return Arithmetic.binary(Binary.AND, self(), other);
    }

    /// The bits that at least one has (`bitwise_or`).
    default T bitwiseOr(T other) {
        return Arithmetic.binary(Binary.OR, self(), other);
    }

    /// The bits that exactly one has (`bitwise_xor`).
    default T bitwiseXor(T other) {
        return Arithmetic.binary(Binary.XOR, self(), other);
    }

    /// All bits turned (`bitwise_not`), -1 - x in signed integers; of a bool its negation.
    default T bitwiseNot() {
        return dtype() == DType.BOOL ? logicalNot() : bitwiseXor(allBits());
    }

    /// The bits moved `other` places towards the high end, zeros behind them (`left_shift`); 0 where `other` is
    /// the width of the type or more.
    default T leftShift(T other) {
        var type = shifted(other);
        return shift(Binary.SHIFT_LEFT, self().cast(type), other.cast(type));
    }

    /// The bits moved `other` places towards the low end, the sign kept (`right_shift`): x / 2^other, rounded
    /// down.
    default T rightShift(T other) {
        var type = shifted(other);
        var x = self().cast(type);
        if (type == DType.UINT8) {
            return shift(Binary.SHIFT_RIGHT, x, other.cast(type));
        }
        var negative = x.less(constant(0, type));
        var turned = shift(Binary.SHIFT_RIGHT, negative.select(x.bitwiseNot(), x), other.cast(type));
        return negative.select(turned.bitwiseNot(), turned);
    }

    private DType shifted(T other) {
        var type = DType.promote(dtype(), other.dtype());
        return type == DType.BOOL ? DType.INT32 : type;
    }

    private T shift(Binary op, T x, T count) {
        var inside = count.less(constant(8 * x.dtype().bytes(), x.dtype()));
        return inside.select(Arithmetic.binary(op, x, count), constant(0, x.dtype()));
    }

    /// The bits moved `other` places towards the low end, zeros before them.
    default T logicalRightShift(T other) {
        return Arithmetic.binary(Binary.SHIFT_RIGHT, self(), other);
    }

    private T allBits() {
        return constant(dtype() == DType.UINT8 ? 255 : -1, dtype());
    }
}
