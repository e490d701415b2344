package jacobian.engine.reference;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;

/// The elements of one tensor, row-major: doubles for floating types, longs for integers and bools (0 or 1).
final class Values {
    private final TensorType type;
    private final double[] reals;
    private final long[] integers;

    private Values(TensorType type, double[] reals, long[] integers) {
        this.type = type;
        this.reals = reals;
        this.integers = integers;
    }

    /// Zeros of `type`.
    static Values of(TensorType type) {
        int size = Math.toIntExact(type.shape().size());
        boolean floating = type.dtype().isFloating();
        return new Values(type, new double[floating ? size : 0], new long[floating ? 0 : size]);
    }

    /// The same elements as another shape sees them.
    Values as(TensorType other) {
        return new Values(other, reals, integers);
    }

    TensorType type() {
        return type;
    }

    DType dtype() {
        return type.dtype();
    }

    Shape shape() {
        return type.shape();
    }

    boolean floating() {
        return type.dtype().isFloating();
    }

    int size() {
        return floating() ? reals.length : integers.length;
    }

    double real(int index) {
        return reals[index];
    }

    long integer(int index) {
        return integers[index];
    }

    void set(int index, double value) {
        reals[index] = value;
    }

    /// Stores `value` wrapped around to the width of the element type.
    void set(int index, long value) {
        integers[index] = wrap(type.dtype(), value);
    }

    /// Element `index` becomes element `at` of `source`, which has the same element type.
    void copy(int index, Values source, int at) {
        if (floating()) {
            reals[index] = source.reals[at];
        } else {
            integers[index] = source.integers[at];
        }
    }

    /// Adds element `at` of `source` to element `index`.
    void add(int index, Values source, int at) {
        if (floating()) {
            reals[index] += source.reals[at];
        } else {
            set(index, integers[index] + source.integers[at]);
        }
    }

    /// The low bits of `value` as an element of `dtype`.
    static long wrap(DType dtype, long value) {
        return switch (dtype) {
            case INT32 -> (int) value;
            case UINT8 -> value & 0xFF;
            case BOOL -> value != 0 ? 1 : 0;
            case INT64 -> value;
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 ->
                throw new IllegalArgumentException(dtype + " is no integer type");
        };
    }

    /// Every element to the nearest number of its floating type.
    void round() {
        if (floating() && type.dtype() != DType.FLOAT64) {
            for (int i = 0; i < reals.length; i++) {
                reals[i] = HalfPrecision.round(type.dtype(), reals[i]);
            }
        }
    }
}
