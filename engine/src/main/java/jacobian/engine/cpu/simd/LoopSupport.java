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

/// Which loops can be emitted, and the name of the method of [LoopArithmetic] or [LoopFunctions] that does an
/// operation.
final class LoopSupport {
    /// Calls of the Vector API in a kernel at most, in all passes together.
    private static final int LARGEST = 900;

    private LoopSupport() {}

    /// Calls under a mask, which take two or three times the registers, at most.
    private static final int LARGEST_REST = 30;

    static boolean leavesRest(KernelForm form) {
        return form.onlyStores() && calls(form) > LARGEST_REST;
    }

    static boolean supports(KernelForm form) {
        var loop = form.loop();
        var dtypes = loop.dtypes();
        if (calls(form) > LARGEST) {
            return false;
        }
        for (int i = 0; i < dtypes.size(); i++) {
            if (!holds(dtypes.get(i)) || !supports(form, i, dtypes)) {
                return false;
            }
        }
        return loop.outputs().stream().allMatch(output -> supports(form, output, dtypes));
    }

    /// Calls of the Vector API that one vector of everything takes, about.
    static int calls(KernelForm form) {
        var dtypes = form.loop().dtypes();
        return form.loop().outputs().size()
                + form.loop().body().stream()
                        .mapToInt(each -> calls(each, dtypes))
                        .sum();
    }

    /// Calls for one instruction of a body whose values have the given types.
    static int calls(Instruction instruction, List<DType> dtypes) {
        return switch (instruction) {
            case Instruction.Load _, Instruction.Literal _, Instruction.Index _ -> 1;
            case Instruction.RandomBits _ -> 60;
            case Instruction.RowReduce _ -> 6;
            case Instruction.Apply(Unary op, var _) -> calls(op);
            case Instruction.Apply(Cast(var to), var args) -> calls(dtypes.get(args.getFirst()), to);
            case Instruction.Apply _ -> 2;
        };
    }

    private static int calls(DType from, DType to) {
        return to == DType.FLOAT16 ? 22 : from == DType.FLOAT16 ? 12 : to == DType.BFLOAT16 ? 9 : 2;
    }

    private static int calls(Unary op) {
        return switch (op) {
            case EXP, EXPM1 -> 32;
            case SIGMOID -> 38;
            case TANH -> 44;
            case LOG, LOG1P -> 44;
            case ERF -> 64;
            case FLOOR, CEIL, ROUND -> 10;
            case NEGATE,
                    ABS,
                    SIGN,
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
                    ASINH,
                    ACOSH,
                    ATANH,
                    ERFINV,
                    RELU,
                    NOT,
                    IS_NAN,
                    IS_FINITE -> 2;
        };
    }

    private static boolean holds(DType dtype) {
        return switch (dtype) {
            case FLOAT32, INT32, BFLOAT16, FLOAT16 -> true;
            case BOOL -> LoopLanes.readsBools();
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
                    TANH,
                    SIGMOID,
                    ERF,
                    RELU,
                    FLOOR,
                    CEIL,
                    ROUND,
                    IS_NAN,
                    IS_FINITE -> true;
            case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH, ERFINV, NOT -> false;
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
}
