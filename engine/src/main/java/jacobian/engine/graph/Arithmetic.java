package jacobian.engine.graph;

import jacobian.engine.shape.Broadcasting;
import jacobian.engine.shape.DType;
import java.util.List;

/// How two operands of any types and shapes become the two of one type and shape that a primitive takes.
final class Arithmetic {
    private Arithmetic() {}

    static <T extends Elementwise<T>> T binary(Op op, T a, T b) {
        var type = type(op, DType.promote(a.dtype(), b.dtype()));
        var shape = Broadcasting.shape(a.shape(), b.shape());
        return a.apply(
                type == DType.BOOL ? ofBools(op) : op,
                List.of(a.cast(type).broadcastTo(shape), b.cast(type).broadcastTo(shape)));
    }

    private static DType type(Op op, DType type) {
        boolean counts = op == Binary.MOD || op == Binary.FLOOR_DIVIDE || op == Binary.POWER;
        return counts && type == DType.BOOL ? DType.INT32 : type;
    }

    /// Arithmetic of two truth values is logic, as in NumPy.
    private static Op ofBools(Op op) {
        return op == Binary.ADD || op == Binary.MAXIMUM
                ? Binary.OR
                : op == Binary.MULTIPLY || op == Binary.MINIMUM ? Binary.AND : op;
    }

    /// A Java number beside `x`: of its type, or float32 where that is an integer type and the number has a
    /// fraction.
    static <T extends Elementwise<T>> T number(T x, double number) {
        boolean whole = number == Math.rint(number) && !Double.isInfinite(number);
        var type = x.dtype().isFloating() || (whole && x.dtype() != DType.BOOL)
                ? x.dtype()
                : whole ? DType.INT32 : DType.FLOAT32;
        return x.number(number, type);
    }
}
