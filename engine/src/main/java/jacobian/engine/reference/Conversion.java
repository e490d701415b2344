package jacobian.engine.reference;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import jacobian.engine.shape.TensorType;

/// Elements as another type.
final class Conversion {
    private Conversion() {}

    static Values cast(Values x, TensorType type) {
        var result = Values.of(type);
        for (int i = 0; i < x.size(); i++) {
            if (type.dtype().isFloating()) {
                result.set(i, x.floating() ? x.real(i) : (double) x.integer(i));
            } else {
                result.set(i, x.floating() ? truncate(x.real(i), type.dtype()) : x.integer(i));
            }
        }
        return result;
    }

    /// Towards zero, to the nearest end where it does not fit, NaN to 0; to bool whether it is not 0.
    private static long truncate(double x, DType dtype) {
        return switch (dtype) {
            case BOOL -> x != 0 ? 1 : 0;
            case UINT8 -> Math.clamp((long) x, 0, 255);
            case INT32 -> (int) x;
            case INT64 -> (long) x;
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 ->
                throw new IllegalArgumentException(dtype + " is no integer type");
        };
    }

    static Values bitcast(Values x, TensorType type) {
        var result = Values.of(type);
        for (int i = 0; i < x.size(); i++) {
            long bits = x.floating() ? bits(x.dtype(), x.real(i)) : x.integer(i);
            switch (type.dtype()) {
                case FLOAT32 -> result.set(i, (double) Float.intBitsToFloat((int) bits));
                case FLOAT64 -> result.set(i, Double.longBitsToDouble(bits));
                case BFLOAT16, FLOAT16 -> result.set(i, (double) HalfPrecision.number(type.dtype(), (short) bits));
                case INT32, INT64, UINT8, BOOL -> result.set(i, bits);
            }
        }
        return result;
    }

    private static long bits(DType dtype, double x) {
        return switch (dtype) {
            case FLOAT32 -> Float.floatToRawIntBits((float) x);
            case FLOAT64 -> Double.doubleToRawLongBits(x);
            case BFLOAT16, FLOAT16 -> HalfPrecision.bits(dtype, (float) x);
            case BOOL, UINT8, INT32, INT64 -> throw new IllegalArgumentException(dtype + " is no floating type");
        };
    }
}
