package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Bitcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import java.util.List;

/// The elementwise operations on one element: floats as Double (rounded to float32 where that is the type), all
/// others
/// as Long.
final class PointMath {
    private PointMath() {}

    static Number apply(Op op, List<DType> types, List<Number> args) {
        var type = types.getLast();
        if (op instanceof Unary unary) {
            return unary(unary, type, args.getFirst());
        } else if (op instanceof Binary binary) {
            return type.isFloating()
                    ? round(
                            floating(
                                    binary,
                                    args.get(0).doubleValue(),
                                    args.get(1).doubleValue()),
                            type)
                    : wrap(integer(binary, args.get(0).longValue(), args.get(1).longValue(), type), type);
        } else if (op instanceof Comparison comparison) {
            return compare(comparison, type, args) ? 1L : 0L;
        } else if (op instanceof Select) {
            return args.get(0).longValue() != 0 ? args.get(1) : args.get(2);
        } else if (op instanceof Cast(var to)) {
            return cast(args.getFirst(), type, to);
        } else if (op instanceof Bitcast(var to)) {
            return bitcast(args.getFirst(), type, to);
        }
        throw new IllegalArgumentException(op + " is not elementwise");
    }

    static Number round(Number value, DType type) {
        return type.isFloating()
                ? (Number) HalfPrecision.round(type, value.doubleValue())
                : (Number) wrap(value.longValue(), type);
    }

    static Long wrap(long value, DType type) {
        return type == DType.INT32 ? (int) value : type == DType.UINT8 ? value & 0xFF : value;
    }

    static long lowest(DType type) {
        return type == DType.INT64 ? Long.MIN_VALUE : type == DType.INT32 ? Integer.MIN_VALUE : 0;
    }

    static long highest(DType type) {
        return type == DType.INT64
                ? Long.MAX_VALUE
                : type == DType.INT32 ? Integer.MAX_VALUE : type == DType.UINT8 ? 255 : 1;
    }

    static Number cast(Number value, DType from, DType to) {
        if (to == DType.BOOL) {
            return from.isFloating() ? (value.doubleValue() != 0 ? 1L : 0L) : value.longValue() != 0 ? 1L : 0L;
        } else if (to.isFloating()) {
            return to == DType.FLOAT32 && !from.isFloating()
                    ? (Number) (double) (float) value.longValue()
                    : round(value.doubleValue(), to);
        } else if (!from.isFloating()) {
            return wrap(value.longValue(), to);
        }
        double x = Math.clamp(
                Double.isNaN(value.doubleValue()) ? 0 : value.doubleValue(), (double) lowest(to), (double) highest(to));
        return (long) x;
    }

    static Number bitcast(Number value, DType from, DType to) {
        long bits = switch (from) {
            case FLOAT32 -> Float.floatToRawIntBits(value.floatValue());
            case FLOAT64 -> Double.doubleToRawLongBits(value.doubleValue());
            case BFLOAT16, FLOAT16 -> HalfPrecision.bits(from, value.floatValue());
            case INT32, INT64, UINT8, BOOL -> value.longValue();
        };
        return switch (to) {
            case FLOAT32 -> (double) Float.intBitsToFloat((int) bits);
            case FLOAT64 -> Double.longBitsToDouble(bits);
            case BFLOAT16, FLOAT16 -> (double) HalfPrecision.number(to, (short) bits);
            case INT32, INT64, UINT8, BOOL -> bits;
        };
    }

    static boolean compare(Comparison comparison, DType type, List<Number> args) {
        double a = args.get(0).doubleValue();
        double b = args.get(1).doubleValue();
        int order = type.isFloating()
                ? (a < b ? -1 : a > b ? 1 : 0)
                : Long.compare(args.get(0).longValue(), args.get(1).longValue());
        boolean ordered = !type.isFloating() || !(Double.isNaN(a) || Double.isNaN(b));
        return switch (comparison) {
            case EQUAL -> ordered && order == 0;
            case NOT_EQUAL -> !ordered || order != 0;
            case LESS -> ordered && order < 0;
            case LESS_EQUAL -> ordered && order <= 0;
            case GREATER -> ordered && order > 0;
            case GREATER_EQUAL -> ordered && order >= 0;
        };
    }

    static Number widened(Reduce.Kind kind, DType type, Number a, Number b) {
        return type == DType.FLOAT32 ? reduce(kind, DType.FLOAT64, a, b) : reduce(kind, type, a, b);
    }

    static Number reduce(Reduce.Kind kind, DType type, Number a, Number b) {
        var op = switch (kind) {
            case SUM -> Binary.ADD;
            case PRODUCT -> Binary.MULTIPLY;
            case MAX -> Binary.MAXIMUM;
            case MIN -> Binary.MINIMUM;
        };
        return apply(op, List.of(type, type), List.of(a, b));
    }

    private static Number unary(Unary op, DType type, Number value) {
        if (type.isFloating()) {
            double y = floating(op, value.doubleValue());
            return op == Unary.IS_NAN || op == Unary.IS_FINITE ? (Number) (long) y : round(y, type);
        }
        long x = value.longValue();
        return wrap(
                switch (op) {
                    case NEGATE -> -x;
                    case ABS -> type == DType.INT32 ? Math.abs((int) x) : Math.abs(x);
                    case SIGN -> Long.signum(x);
                    case RELU -> Math.max(x, 0);
                    case FLOOR, CEIL, ROUND -> x;
                    case NOT -> 1 - x;
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
                            IS_FINITE -> throw new IllegalArgumentException(op + " of " + type);
                },
                type);
    }

    private static double floating(Unary op, double x) {
        return switch (op) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case EXP -> StrictMath.exp(x);
            case EXPM1 -> StrictMath.expm1(x);
            case LOG -> StrictMath.log(x);
            case LOG1P -> StrictMath.log1p(x);
            case SQRT -> Math.sqrt(x);
            case RSQRT -> 1 / Math.sqrt(x);
            case SIN -> StrictMath.sin(x);
            case COS -> StrictMath.cos(x);
            case TAN -> StrictMath.tan(x);
            case ASIN -> StrictMath.asin(x);
            case ACOS -> StrictMath.acos(x);
            case ATAN -> StrictMath.atan(x);
            case SINH -> StrictMath.sinh(x);
            case COSH -> StrictMath.cosh(x);
            case TANH -> StrictMath.tanh(x);
            case ASINH -> DoubleMath.asinh(x);
            case ACOSH -> DoubleMath.acosh(x);
            case ATANH -> DoubleMath.atanh(x);
            case SIGMOID -> DoubleMath.sigmoid(x);
            case ERF -> DoubleMath.erf(x);
            case ERFINV -> DoubleMath.erfinv(x);
            case RELU -> Math.max(x, 0.0);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case IS_NAN -> Double.isNaN(x) ? 1 : 0;
            case IS_FINITE -> Double.isFinite(x) ? 1 : 0;
            case NOT -> throw new IllegalArgumentException(op + " of a floating number");
        };
    }

    private static double floating(Binary op, double a, double b) {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> DoubleMath.power(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case MOD -> a - b * Math.floor(a / b);
            case FLOOR_DIVIDE -> Math.floor(a / b);
            case ATAN2 -> StrictMath.atan2(a, b);
            case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT ->
                throw new IllegalArgumentException(op + " of floating numbers");
        };
    }

    private static long integer(Binary op, long a, long b, DType type) {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case POWER -> LongMath.power(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case MOD -> LongMath.mod(a, b);
            case FLOOR_DIVIDE -> LongMath.floorDivide(a, b);
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHIFT_LEFT -> a << (b & (8L * type.bytes() - 1));
            case SHIFT_RIGHT -> (type == DType.INT32 ? a & 0xFFFFFFFFL : a) >>> (b & (8L * type.bytes() - 1));
            case DIVIDE, ATAN2 -> throw new IllegalArgumentException(op + " of " + type);
        };
    }

    /// As [jacobian.engine.graph.RandomBits] says.
    static Long randomBits(long key, long counter, long index) {
        long block = counter + 16 * (index / 32) + index % 16;
        long words = Threefry.block(key, block);
        return (long) (int) (index % 32 / 16 == 0 ? words : words >>> 32);
    }
}
