package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.loop.Instruction;
import jacobian.engine.cpu.loop.KernelForm;
import jacobian.engine.cpu.loop.LoopOutput;
import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Bitcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import java.util.List;
import java.util.Locale;

/// Which loops can be emitted, and the name of the method of [LoopArithmetic] or [LoopFunctions] that does an
/// operation.
final class LoopSupport {
    /// Instructions of a kernel at most: a method that C1 cannot compile may never reach C2.
    private static final int LARGEST = 48;

    private LoopSupport() {}

    static boolean supports(KernelForm form) {
        var loop = form.loop();
        var dtypes = loop.dtypes();
        if (loop.body().size() > LARGEST) {
            return false;
        }
        for (int i = 0; i < dtypes.size(); i++) {
            if (!holds(dtypes.get(i)) || !supports(form, i, dtypes)) {
                return false;
            }
        }
        return loop.outputs().stream().allMatch(output -> supports(form, output, dtypes));
    }

    private static boolean holds(DType dtype) {
        return switch (dtype) {
            case FLOAT32, INT32 -> true;
            case BOOL -> LoopMemory.readsBools();
            case FLOAT64, INT64, UINT8 -> false;
        };
    }

    private static boolean supports(KernelForm form, int i, List<DType> dtypes) {
        var instruction = form.loop().body().get(i);
        return switch (instruction) {
            case Instruction.Load _, Instruction.Literal _ -> true;
            case Instruction.Index _ -> true;
            case Instruction.RandomBits _ -> form.contiguous().get(form.indexArray(instruction));
            case Instruction.RowReduce(var _, int arg) -> dtypes.get(arg) == DType.FLOAT32;
            case Instruction.Apply(var op, var args) -> supports(op, dtypes.get(args.getLast()));
        };
    }

    private static boolean supports(KernelForm form, LoopOutput output, List<DType> dtypes) {
        boolean perRow = form.loop().operands().get(output.operand()).perRow();
        return switch (output) {
            case LoopOutput.Store(int _, int operand) ->
                perRow || form.contiguous().get(operand);
            case LoopOutput.Reduced(int value, Reduce.Kind _, int _) -> dtypes.get(value) == DType.FLOAT32;
        };
    }

    private static boolean supports(Op op, DType of) {
        if (op instanceof Unary unary) {
            return of == DType.FLOAT32 ? onFloats(unary) : of == DType.INT32 ? onInts(unary) : unary == Unary.NOT;
        } else if (op instanceof Binary binary) {
            return switch (binary) {
                case ADD, SUBTRACT, MULTIPLY, MAXIMUM, MINIMUM -> of != DType.BOOL;
                case DIVIDE -> of == DType.FLOAT32;
                case AND, OR, XOR -> true;
                case SHIFT_LEFT, SHIFT_RIGHT -> true;
                case POWER, MOD, FLOOR_DIVIDE, ATAN2 -> false;
            };
        } else if (op instanceof Comparison comparison) {
            return of != DType.BOOL || comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        } else if (op instanceof Cast(var to)) {
            return holds(to);
        }
        return op instanceof Select || op instanceof Bitcast;
    }

    private static boolean onFloats(Unary op) {
        return switch (op) {
            case NEGATE,
                    ABS,
                    SIGN,
                    EXP,
                    EXPM1,
                    LOG,
                    LOG1P,
                    SQRT,
                    RSQRT,
                    SIN,
                    COS,
                    TANH,
                    SIGMOID,
                    ERF,
                    RELU,
                    FLOOR,
                    CEIL,
                    ROUND,
                    IS_NAN,
                    IS_FINITE -> true;
            case TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH, ERFINV, NOT -> false;
        };
    }

    private static boolean onInts(Unary op) {
        return switch (op) {
            case NEGATE, ABS, RELU -> true;
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
                    IS_FINITE -> false;
        };
    }

    /// Whether the method is one of [LoopFunctions].
    static boolean isFunction(Op op) {
        return op instanceof Unary unary
                && switch (unary) {
                    case EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF -> true;
                    case NEGATE,
                            ABS,
                            SIGN,
                            SQRT,
                            RSQRT,
                            TAN,
                            ASIN,
                            ACOS,
                            ATAN,
                            SINH,
                            COSH,
                            ASINH,
                            ACOSH,
                            ATANH,
                            ERFINV,
                            RELU,
                            FLOOR,
                            CEIL,
                            ROUND,
                            NOT,
                            IS_NAN,
                            IS_FINITE -> false;
                };
    }

    /// The method's name; an empty one where the value stays what it is.
    static String method(Op op, DType from, DType to) {
        if (op instanceof Cast) {
            return from == to ? "" : "to" + capital(to);
        } else if (op instanceof Bitcast) {
            return from == to ? "" : to == DType.FLOAT32 ? "bitsToFloat" : "floatToBits";
        } else if (op instanceof Select) {
            return "select";
        }
        var words = ((Enum<?>) op).name().toLowerCase(Locale.ROOT).split("_");
        var name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return name.toString();
    }

    /// "Float", "Int" or "Bool".
    static String capital(DType dtype) {
        return dtype == DType.FLOAT32 ? "Float" : dtype == DType.INT32 ? "Int" : "Bool";
    }
}
