package jacobian.engine.graph;

import static jacobian.engine.graph.OpCase.shape;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/// Cases of the operations on one element at a time.
final class ElementwiseCases {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        3,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        1e-30,
        -1e30,
        7.5
    };
    private static final double[] OTHERS = {1, 0.0, -1, 2, Double.NaN, Double.POSITIVE_INFINITY, -0.0, 4};

    private ElementwiseCases() {}

    static List<OpCase> of(DType dtype, Dim n) {
        var cases = new ArrayList<OpCase>();
        for (var op : Unary.values()) {
            if (takes(op, dtype)) {
                cases.add(OpCase.of(op, nature(op), argument(op, dtype, shape(2, n))));
                cases.add(OpCase.of(op, nature(op), argument(op, dtype, shape(n, 1))));
            }
        }
        for (var op : Binary.values()) {
            if (takes(op, dtype)) {
                cases.add(binary(op, dtype, shape(n, 2)));
            }
        }
        for (var op : Comparison.values()) {
            var x = Argument.of(dtype, shape(n));
            cases.add(OpCase.of(op, Nature.BOOL, x, Argument.of(dtype, shape(n))));
        }
        var condition = Argument.of(DType.BOOL, shape(n));
        cases.add(OpCase.of(
                new Select(), Nature.SMOOTH, condition, Argument.of(dtype, shape(n)), Argument.of(dtype, shape(n))));
        for (var to : DType.values()) {
            var nature = to.isFloating() ? Nature.SMOOTH : Nature.STEPS;
            double top = to == DType.UINT8 || dtype == DType.UINT8 ? 0 : -9;
            cases.add(OpCase.of(
                    new Cast(to),
                    nature,
                    Argument.of(dtype, shape(n), dtype == DType.BOOL ? 0 : top, dtype == DType.BOOL ? 1 : 9)));
            if (to.bytes() == dtype.bytes() && to != DType.BOOL && dtype != DType.BOOL) {
                cases.add(OpCase.of(new Bitcast(to), Nature.BITS, Argument.of(dtype, shape(n))));
            }
        }
        return cases;
    }

    /// Infinities, NaN and signed zeros: values that only the suite of back ends looks at.
    static List<OpCase> special(DType dtype) {
        var cases = new ArrayList<OpCase>();
        if (!dtype.isFloating()) {
            return cases;
        }
        var shape = Shape.of(13 * 8);
        for (var op : Unary.values()) {
            if (takes(op, dtype)) {
                cases.add(OpCase.of(op, nature(op), Argument.repeated(dtype, shape, SPECIAL)));
            }
        }
        var operands =
                new Argument[] {Argument.repeated(dtype, shape, SPECIAL), Argument.repeated(dtype, shape, OTHERS)};
        for (var op : Binary.values()) {
            if (takes(op, dtype)) {
                cases.add(OpCase.of(op, nature(op), operands));
            }
        }
        for (var op : Comparison.values()) {
            cases.add(OpCase.of(op, Nature.BOOL, operands));
        }
        for (var to : DType.values()) {
            cases.add(OpCase.of(new Cast(to), Nature.STEPS, operands[0]));
        }
        return cases;
    }

    static boolean takes(Unary op, DType dtype) {
        return switch (op) {
            case NEGATE, ABS, SIGN, RELU, FLOOR, CEIL, ROUND -> dtype != DType.BOOL;
            case NOT -> dtype == DType.BOOL;
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
                    IS_FINITE -> dtype.isFloating();
        };
    }

    static boolean takes(Binary op, DType dtype) {
        return switch (op) {
            case ADD, SUBTRACT, MULTIPLY, POWER, MAXIMUM, MINIMUM, MOD, FLOOR_DIVIDE -> dtype != DType.BOOL;
            case DIVIDE, ATAN2 -> dtype.isFloating();
            case AND, OR, XOR -> !dtype.isFloating();
            case SHIFT_LEFT, SHIFT_RIGHT -> dtype.isInteger();
        };
    }

    private static Argument argument(Unary op, DType dtype, Shape shape) {
        if (!dtype.isFloating()) {
            return Argument.of(dtype, shape);
        }
        return switch (op) {
            case LOG, SQRT, RSQRT -> Argument.of(dtype, shape, 0.8, 2);
            case LOG1P -> Argument.of(dtype, shape, -0.4, 1);
            case TAN, ASIN, ACOS, ATANH, ERFINV -> Argument.of(dtype, shape, -0.6, 0.6);
            case ACOSH -> Argument.of(dtype, shape, 1.5, 3);
            case ABS, SIGN, RELU -> Argument.apart(dtype, shape, 0.2, 1.5);
            case NEGATE,
                    EXP,
                    EXPM1,
                    SIN,
                    COS,
                    ATAN,
                    SINH,
                    COSH,
                    TANH,
                    ASINH,
                    SIGMOID,
                    ERF,
                    FLOOR,
                    CEIL,
                    ROUND,
                    NOT,
                    IS_NAN,
                    IS_FINITE -> Argument.of(dtype, shape, -1.7, 1.7);
        };
    }

    private static OpCase binary(Binary op, DType dtype, Shape shape) {
        var any = Argument.of(dtype, shape);
        var a = any;
        var b = any;
        if (dtype.isFloating()) {
            switch (op) {
                case DIVIDE, FLOOR_DIVIDE -> b = Argument.apart(dtype, shape, 0.8, 1.6);
                case POWER -> {
                    a = Argument.of(dtype, shape, 0.8, 2);
                    b = Argument.of(dtype, shape, -2, 2);
                }
                case MAXIMUM, MINIMUM -> {
                    a = Argument.spaced(dtype, shape, 0, 0.25);
                    b = Argument.spaced(dtype, shape, 0.125, 0.25);
                }
                case MOD -> {
                    a = Argument.repeated(dtype, shape, 0.5, -0.45, 1.55, -1.5, 0.42);
                    b = Argument.repeated(dtype, shape, 1, 1.04, 0.97);
                }
                case ATAN2 -> {
                    a = Argument.apart(dtype, shape, 0.8, 1.5);
                    b = Argument.of(dtype, shape, 0.8, 1.5);
                }
                case ADD, SUBTRACT, MULTIPLY, AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT -> {}
            }
        }
        return OpCase.of(op, nature(op), a, b);
    }

    private static Nature nature(Unary op) {
        return switch (op) {
            case ABS, RELU -> Nature.KINKED;
            case SIGN, FLOOR, CEIL, ROUND -> Nature.STEPS;
            case NOT, IS_NAN, IS_FINITE -> Nature.BOOL;
            case NEGATE,
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
                    ERFINV -> Nature.SMOOTH;
        };
    }

    private static Nature nature(Binary op) {
        return switch (op) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER, ATAN2 -> Nature.SMOOTH;
            case MAXIMUM, MINIMUM, MOD -> Nature.KINKED;
            case FLOOR_DIVIDE -> Nature.STEPS;
            case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT -> Nature.BITS;
        };
    }
}
