package jacobian.engine.reference;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/// Operations on one element at a time.
final class Elements {
    private Elements() {}

    static Values unary(Unary op, Values x, TensorType type) {
        var result = Values.of(type);
        if (!x.floating()) {
            var function = ofInteger(op);
            for (int i = 0; i < x.size(); i++) {
                result.set(i, function.applyAsLong(x.integer(i)));
            }
        } else if (type.dtype() == DType.BOOL) {
            for (int i = 0; i < x.size(); i++) {
                boolean holds = op == Unary.IS_NAN ? Double.isNaN(x.real(i)) : Double.isFinite(x.real(i));
                result.set(i, holds ? 1L : 0L);
            }
        } else {
            var function = ofReal(op);
            for (int i = 0; i < x.size(); i++) {
                result.set(i, function.applyAsDouble(x.real(i)));
            }
        }
        return result;
    }

    private static DoubleUnaryOperator ofReal(Unary op) {
        return switch (op) {
            case NEGATE -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> Math::signum;
            case EXP -> Math::exp;
            case EXPM1 -> Math::expm1;
            case LOG -> Math::log;
            case LOG1P -> Math::log1p;
            case SQRT -> Math::sqrt;
            case RSQRT -> x -> 1 / Math.sqrt(x);
            case SIN -> Math::sin;
            case COS -> Math::cos;
            case TAN -> Math::tan;
            case ASIN -> Math::asin;
            case ACOS -> Math::acos;
            case ATAN -> Math::atan;
            case SINH -> Math::sinh;
            case COSH -> Math::cosh;
            case TANH -> Math::tanh;
            case ASINH -> Functions::asinh;
            case ACOSH -> Functions::acosh;
            case ATANH -> Functions::atanh;
            case SIGMOID -> Functions::sigmoid;
            case ERF -> Functions::erf;
            case ERFINV -> Functions::erfinv;
            case RELU -> x -> Math.max(x, 0);
            case FLOOR -> Math::floor;
            case CEIL -> Math::ceil;
            case ROUND -> Math::rint;
            case NOT, IS_NAN, IS_FINITE -> throw refused(op, "reals");
        };
    }

    private static LongUnaryOperator ofInteger(Unary op) {
        return switch (op) {
            case NEGATE -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> Long::signum;
            case RELU -> x -> Math.max(x, 0);
            case FLOOR, CEIL, ROUND -> x -> x;
            case NOT -> x -> 1 - x;
            case EXP,
                    EXPM1,
                    LOG,
                    LOG1P,
                    SQRT,
                    RSQRT,
                    SIN,
                    COS,
                    TAN,
                    ASIN,
                    ACOS,
                    ATAN,
                    SINH,
                    COSH,
                    TANH,
                    ASINH,
                    ACOSH,
                    ATANH,
                    SIGMOID,
                    ERF,
                    ERFINV,
                    IS_NAN,
                    IS_FINITE -> throw refused(op, "integers");
        };
    }

    static Values binary(Binary op, Values a, Values b) {
        var result = Values.of(a.type());
        if (a.floating()) {
            var function = ofReals(op);
            for (int i = 0; i < a.size(); i++) {
                result.set(i, function.applyAsDouble(a.real(i), b.real(i)));
            }
        } else {
            var function = ofIntegers(op, a.dtype());
            for (int i = 0; i < a.size(); i++) {
                result.set(i, function.applyAsLong(a.integer(i), b.integer(i)));
            }
        }
        return result;
    }

    private static DoubleBinaryOperator ofReals(Binary op) {
        return switch (op) {
            case ADD -> Double::sum;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> (a, b) -> a / b;
            case POWER -> Functions::power;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case MOD -> Functions::mod;
            case FLOOR_DIVIDE -> Functions::floorDivide;
            case ATAN2 -> Math::atan2;
            case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT -> throw refused(op, "reals");
        };
    }

    private static LongBinaryOperator ofIntegers(Binary op, DType dtype) {
        int bits = 8 * dtype.bytes();
        long mask = bits == 64 ? -1 : (1L << bits) - 1;
        return switch (op) {
            case ADD -> Long::sum;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case POWER -> Functions::power;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case MOD -> Functions::mod;
            case FLOOR_DIVIDE -> Functions::floorDivide;
            case AND -> (a, b) -> a & b;
            case OR -> (a, b) -> a | b;
            case XOR -> (a, b) -> a ^ b;
            case SHIFT_LEFT -> (a, b) -> a << (b & (bits - 1));
            case SHIFT_RIGHT -> (a, b) -> (a & mask) >>> (b & (bits - 1));
            case DIVIDE, ATAN2 -> throw refused(op, "integers");
        };
    }

    static Values compare(Comparison op, Values a, Values b, TensorType type) {
        var result = Values.of(type);
        for (int i = 0; i < a.size(); i++) {
            boolean holds = a.floating() ? holds(op, a.real(i), b.real(i)) : holds(op, a.integer(i), b.integer(i));
            result.set(i, holds ? 1L : 0L);
        }
        return result;
    }

    private static boolean holds(Comparison op, double a, double b) {
        return switch (op) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUAL -> a >= b;
        };
    }

    private static boolean holds(Comparison op, long a, long b) {
        return switch (op) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUAL -> a >= b;
        };
    }

    static Values select(Values condition, Values a, Values b) {
        var result = Values.of(a.type());
        for (int i = 0; i < a.size(); i++) {
            result.copy(i, condition.integer(i) != 0 ? a : b, i);
        }
        return result;
    }

    private static IllegalStateException refused(Op op, String what) {
        return new IllegalStateException(op + " of " + what + " passed the rule of its types");
    }
}
