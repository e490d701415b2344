package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.LoopCode.FLOATS;
import static jacobian.engine.cpu.simd.LoopCode.INTS;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Bitcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import java.util.List;

/// The elementwise operations as vector code: what the tiles of `cpu.loop` do to an array, with the same bits.
final class LoopOperations {
    private final LoopCode v;
    private final LoopFormulas formulas;

    LoopOperations(LoopCode code) {
        this.v = code;
        this.formulas = new LoopFormulas(code);
    }

    /// One vector of `op`, whose last argument has type `from` and whose result has type `to`.
    int apply(Op op, DType from, DType to, List<Integer> args) {
        int a = args.getFirst();
        int b = args.getLast();
        if (op instanceof Unary unary) {
            return from == DType.FLOAT32 ? onFloats(unary, a) : from == DType.INT32 ? onInts(unary, a) : v.not(a);
        } else if (op instanceof Binary binary) {
            return switch (from) {
                case FLOAT32 -> onFloats(binary, a, b);
                case INT32 -> onInts(binary, a, b);
                case BOOL -> v.masks(binary == Binary.AND ? "and" : binary == Binary.OR ? "or" : "xor", a, b);
                case FLOAT64, INT64, UINT8, BFLOAT16, FLOAT16 -> throw refused(op, from);
            };
        } else if (op instanceof Comparison comparison) {
            return compare(comparison, from, a, b);
        } else if (op instanceof Select) {
            return select(from, a, args.get(1), b);
        } else if (op instanceof Cast) {
            return cast(from, to, a);
        } else if (op instanceof Bitcast) {
            return from == to || from.isHalf() ? a : to == DType.FLOAT32 ? v.floats(a) : v.bits(a);
        }
        throw refused(op, from);
    }

    private static IllegalArgumentException refused(Op op, DType dtype) {
        return new IllegalArgumentException("no emitted loop does " + op + " of " + dtype);
    }

    private int onFloats(Unary op, int x) {
        return switch (op) {
            case NEGATE -> v.call(FLOATS, "neg", x);
            case ABS -> v.call(FLOATS, "abs", x);
            case SIGN -> formulas.sign(x);
            case EXP -> formulas.exp(x);
            case EXPM1 -> formulas.expm1(x);
            case LOG -> formulas.log(x);
            case LOG1P -> formulas.log1p(x);
            case SQRT -> v.call(FLOATS, "sqrt", x);
            case RSQRT -> v.call(FLOATS, "div", v.floatOf(1), v.call(FLOATS, "sqrt", x));
            case TANH -> formulas.tanh(x);
            case SIGMOID -> formulas.sigmoid(x);
            case ERF -> formulas.erf(x);
            // The larger of x and 0, NaN if x is, never -0: cheaper than `max`.
            case RELU -> v.blend(x, 0f, v.compare("LE", x, 0f));
            case FLOOR -> formulas.floor(x);
            case CEIL -> formulas.ceil(x);
            case ROUND -> formulas.round(x);
            case IS_NAN -> v.compare("NE", x, x);
            case IS_FINITE -> v.compare("LE", v.call(FLOATS, "abs", x), Float.MAX_VALUE);
            case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH, ERFINV, NOT ->
                throw refused(op, DType.FLOAT32);
        };
    }

    private int onInts(Unary op, int x) {
        return switch (op) {
            case NEGATE -> v.call(INTS, "neg", x);
            case ABS -> v.call(INTS, "abs", x);
            case RELU -> v.call("max", x, 0);
            case SIGN,
                    EXP,
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
                    FLOOR,
                    CEIL,
                    ROUND,
                    NOT,
                    IS_NAN,
                    IS_FINITE -> throw refused(op, DType.INT32);
        };
    }

    private int onFloats(Binary op, int a, int b) {
        return switch (op) {
            case ADD -> v.call(FLOATS, "add", a, b);
            case SUBTRACT -> v.call(FLOATS, "sub", a, b);
            case MULTIPLY -> v.call(FLOATS, "mul", a, b);
            case DIVIDE -> v.call(FLOATS, "div", a, b);
            case MAXIMUM -> v.call(FLOATS, "max", a, b);
            case MINIMUM -> v.call(FLOATS, "min", a, b);
            case POWER, MOD, FLOOR_DIVIDE, ATAN2, AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT ->
                throw refused(op, DType.FLOAT32);
        };
    }

    private int onInts(Binary op, int a, int b) {
        return switch (op) {
            case ADD -> v.call(INTS, "add", a, b);
            case SUBTRACT -> v.call(INTS, "sub", a, b);
            case MULTIPLY -> v.call(INTS, "mul", a, b);
            case MAXIMUM -> v.call(INTS, "max", a, b);
            case MINIMUM -> v.call(INTS, "min", a, b);
            case AND -> v.call(INTS, "and", a, b);
            case OR -> v.call(INTS, "or", a, b);
            case XOR -> v.lanewise(INTS, "XOR", a, b);
            case SHIFT_LEFT -> v.lanewise(INTS, "LSHL", a, b);
            case SHIFT_RIGHT -> v.lanewise(INTS, "LSHR", a, b);
            case DIVIDE, POWER, MOD, FLOOR_DIVIDE, ATAN2 -> throw refused(op, DType.INT32);
        };
    }

    private int compare(Comparison op, DType from, int a, int b) {
        if (from == DType.BOOL) {
            int differ = v.masks("xor", a, b);
            return op == Comparison.NOT_EQUAL ? differ : v.not(differ);
        }
        var name = switch (op) {
            case EQUAL -> "EQ";
            case NOT_EQUAL -> "NE";
            case LESS -> "LT";
            case LESS_EQUAL -> "LE";
            case GREATER -> "GT";
            case GREATER_EQUAL -> "GE";
        };
        return from == DType.INT32 ? v.compareInts(name, a, b) : v.compare(name, a, b);
    }

    private int select(DType type, int condition, int a, int b) {
        return switch (type) {
            case FLOAT32 -> v.blend(b, a, condition);
            case INT32, BFLOAT16, FLOAT16 -> v.blendInts(b, a, condition);
            case BOOL -> v.masks("or", v.masks("and", condition, a), v.masks("and", v.not(condition), b));
            case FLOAT64, INT64, UINT8 -> throw refused(new Select(), type);
        };
    }

    private int cast(DType from, DType to, int x) {
        if (from == to) {
            return x;
        } else if (from.isHalf() || to.isHalf()) {
            return from.isHalf() ? LoopHalves.widen(v, from, x) : LoopHalves.narrow(v, to, x);
        } else if (to == DType.BOOL) {
            return from == DType.FLOAT32 ? v.compare("NE", x, 0f) : v.compareInts("NE", x, v.intOf(0));
        } else if (from == DType.BOOL) {
            return to == DType.FLOAT32 ? v.blend(v.floatOf(0f), 1f, x) : v.blendInts(v.intOf(0), v.intOf(1), x);
        }
        return v.convert(x, to);
    }
}
