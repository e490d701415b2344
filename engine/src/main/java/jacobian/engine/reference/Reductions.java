package jacobian.engine.reference;

import jacobian.engine.graph.Cumulative;
import jacobian.engine.graph.Reduce;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;

/// One number from many, and running numbers.
final class Reductions {
    private Reductions() {}

    static Values reduce(Reduce op, Values x, TensorType type) {
        var result = Values.of(type);
        for (int i = 0; i < result.size(); i++) {
            start(op.kind(), result, i);
        }
        var to = new int[type.shape().rank()];
        Index.each(x.shape(), (i, from) -> {
            int axis = 0;
            for (int j = 0; j < from.length; j++) {
                if (!op.axes().contains(j)) {
                    to[axis++] = from[j];
                }
            }
            int at = Index.linear(to, type.shape());
            if (x.floating()) {
                result.set(at, join(op.kind(), result.real(at), x.real(i)));
            } else {
                result.set(at, join(op.kind(), result.integer(at), x.integer(i)));
            }
        });
        return result;
    }

    /// What a reduction of no elements gives.
    private static void start(Reduce.Kind kind, Values result, int i) {
        if (result.floating()) {
            result.set(
                    i,
                    switch (kind) {
                        case SUM -> 0.0;
                        case PRODUCT -> 1.0;
                        case MAX -> Double.NEGATIVE_INFINITY;
                        case MIN -> Double.POSITIVE_INFINITY;
                    });
        } else {
            result.set(
                    i,
                    switch (kind) {
                        case SUM -> 0L;
                        case PRODUCT -> 1L;
                        case MAX -> lowest(result.dtype());
                        case MIN -> highest(result.dtype());
                    });
        }
    }

    private static long lowest(DType dtype) {
        return switch (dtype) {
            case BOOL, UINT8 -> 0;
            case INT32 -> Integer.MIN_VALUE;
            case INT64 -> Long.MIN_VALUE;
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 ->
                throw new IllegalArgumentException(dtype + " is no integer type");
        };
    }

    private static long highest(DType dtype) {
        return switch (dtype) {
            case BOOL -> 1;
            case UINT8 -> 255;
            case INT32 -> Integer.MAX_VALUE;
            case INT64 -> Long.MAX_VALUE;
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 ->
                throw new IllegalArgumentException(dtype + " is no integer type");
        };
    }

    private static double join(Reduce.Kind kind, double a, double b) {
        return switch (kind) {
            case SUM -> a + b;
            case PRODUCT -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    private static long join(Reduce.Kind kind, long a, long b) {
        return switch (kind) {
            case SUM -> a + b;
            case PRODUCT -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    static Values cumulative(Cumulative op, Values x) {
        var result = Values.of(x.type());
        Line.each(x.shape(), op.axis(), line -> {
            double real = op.kind() == Cumulative.Kind.SUM ? 0 : 1;
            long integer = (long) real;
            for (int i = 0; i < line.length(); i++) {
                int at = line.at(op.reverse() ? line.length() - 1 - i : i);
                if (x.floating()) {
                    double next = op.kind() == Cumulative.Kind.SUM ? real + x.real(at) : real * x.real(at);
                    result.set(at, op.exclusive() ? real : next);
                    real = next;
                } else {
                    long next = op.kind() == Cumulative.Kind.SUM ? integer + x.integer(at) : integer * x.integer(at);
                    result.set(at, op.exclusive() ? integer : next);
                    integer = next;
                }
            }
        });
        return result;
    }
}
