package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import java.lang.foreign.ValueLayout;

/// Single elements at byte addresses as Java numbers.
final class Scalars {
    private Scalars() {}

    static double getDouble(DType dtype, long address) {
        return switch (dtype) {
            case FLOAT32 -> Memory.ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
            case FLOAT64 -> Memory.ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, address);
            case BFLOAT16, FLOAT16 ->
                HalfPrecision.number(dtype, Memory.ALL.get(ValueLayout.JAVA_SHORT_UNALIGNED, address));
            case INT32, INT64, UINT8, BOOL -> getLong(dtype, address);
        };
    }

    static void setDouble(DType dtype, long address, double value) {
        switch (dtype) {
            case FLOAT32 -> Memory.ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, (float) value);
            case FLOAT64 -> Memory.ALL.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, address, value);
            case BFLOAT16, FLOAT16 ->
                Memory.ALL.set(ValueLayout.JAVA_SHORT_UNALIGNED, address, HalfPrecision.bits(dtype, (float) value));
            case INT32, INT64, UINT8, BOOL -> setLong(dtype, address, (long) value);
        }
    }

    static long getLong(DType dtype, long address) {
        return switch (dtype) {
            case INT32 -> Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
            case INT64 -> Memory.ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
            case UINT8, BOOL -> Memory.ALL.get(ValueLayout.JAVA_BYTE, address) & 0xff;
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 ->
                throw new IllegalArgumentException(dtype + " is no integer type");
        };
    }

    static void setLong(DType dtype, long address, long value) {
        switch (dtype) {
            case INT32 -> Memory.ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, (int) value);
            case INT64 -> Memory.ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
            case UINT8, BOOL -> Memory.ALL.set(ValueLayout.JAVA_BYTE, address, (byte) value);
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 ->
                throw new IllegalArgumentException(dtype + " is no integer type");
        }
    }

    /// Order of two elements: numbers by size, NaN above all.
    static int compare(DType dtype, long a, long b) {
        if (dtype.isFloating()) {
            double x = getDouble(dtype, a);
            double y = getDouble(dtype, b);
            return x < y ? -1 : x > y ? 1 : x == y ? 0 : Boolean.compare(Double.isNaN(x), Double.isNaN(y));
        }
        return Long.compare(getLong(dtype, a), getLong(dtype, b));
    }
}
