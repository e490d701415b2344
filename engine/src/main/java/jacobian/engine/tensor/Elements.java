package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Elements in memory and Java numbers.
final class Elements {
    private static final ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLES = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private Elements() {}

    /// `values` as elements of `dtype` in native byte order.
    static byte[] encode(DType dtype, double... values) {
        var bytes = ByteBuffer.allocate(values.length * dtype.bytes()).order(ByteOrder.nativeOrder());
        for (double value : values) {
            switch (dtype) {
                case FLOAT32 -> bytes.putFloat((float) value);
                case FLOAT64 -> bytes.putDouble(value);
                case BFLOAT16, FLOAT16 -> bytes.putShort(HalfPrecision.bits(dtype, (float) value));
                case INT32 -> bytes.putInt((int) value);
                case INT64 -> bytes.putLong((long) value);
                case UINT8 -> bytes.put((byte) (int) value);
                case BOOL -> bytes.put((byte) (value != 0 ? 1 : 0));
            }
        }
        return bytes.array();
    }

    /// The elements of `buffer` in memory of their own.
    static MemorySegment copy(Buffer buffer) {
        var type = buffer.type();
        long bytes = type.shape().size() * type.dtype().bytes();
        var heap = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
        buffer.read(heap);
        return heap;
    }

    /// Element number `index` of `elements` as a double.
    static double get(MemorySegment elements, DType dtype, long index) {
        return switch (dtype) {
            case FLOAT32 -> elements.get(ValueLayout.JAVA_FLOAT_UNALIGNED, index * 4);
            case FLOAT64 -> elements.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, index * 8);
            case BFLOAT16, FLOAT16 ->
                HalfPrecision.number(dtype, elements.get(ValueLayout.JAVA_SHORT_UNALIGNED, index * 2));
            case INT32 -> elements.get(ValueLayout.JAVA_INT_UNALIGNED, index * 4);
            case INT64 -> (double) elements.get(ValueLayout.JAVA_LONG_UNALIGNED, index * 8);
            case UINT8 -> elements.get(ValueLayout.JAVA_BYTE, index) & 0xff;
            case BOOL -> elements.get(ValueLayout.JAVA_BYTE, index);
        };
    }

    /// Writes `value`, rounded to `dtype`, as element number `index` of `elements`.
    static void set(MemorySegment elements, DType dtype, long index, double value) {
        switch (dtype) {
            case FLOAT32 -> elements.set(ValueLayout.JAVA_FLOAT_UNALIGNED, index * 4, (float) value);
            case FLOAT64 -> elements.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, index * 8, value);
            case BFLOAT16, FLOAT16 ->
                elements.set(ValueLayout.JAVA_SHORT_UNALIGNED, index * 2, HalfPrecision.bits(dtype, (float) value));
            case INT32 -> elements.set(ValueLayout.JAVA_INT_UNALIGNED, index * 4, (int) value);
            case INT64 -> elements.set(ValueLayout.JAVA_LONG_UNALIGNED, index * 8, (long) value);
            case UINT8 -> elements.set(ValueLayout.JAVA_BYTE, index, (byte) (int) value);
            case BOOL -> elements.set(ValueLayout.JAVA_BYTE, index, (byte) (value != 0 ? 1 : 0));
        }
    }

    /// `count` elements from number `from` on; floating types by copies of whole blocks, which the JIT need not
    /// unroll.
    static double[] get(MemorySegment elements, DType dtype, long from, int count) {
        var values = new double[count];
        switch (dtype) {
            case FLOAT64 -> MemorySegment.copy(elements, DOUBLES, from * 8, values, 0, count);
            case FLOAT32 -> {
                var floats = new float[count];
                MemorySegment.copy(elements, FLOATS, from * 4, floats, 0, count);
                for (int i = 0; i < count; i++) {
                    values[i] = floats[i];
                }
            }
            case BFLOAT16, FLOAT16, INT32, INT64, UINT8, BOOL -> {
                for (int i = 0; i < count; i++) {
                    values[i] = get(elements, dtype, from + i);
                }
            }
        }
        return values;
    }

    /// Writes `values`, rounded to `dtype`, from element number `from` on.
    static void set(MemorySegment elements, DType dtype, long from, double... values) {
        switch (dtype) {
            case FLOAT64 -> MemorySegment.copy(values, 0, elements, DOUBLES, from * 8, values.length);
            case FLOAT32 -> {
                var floats = new float[values.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) values[i];
                }
                MemorySegment.copy(floats, 0, elements, FLOATS, from * 4, floats.length);
            }
            case BFLOAT16, FLOAT16, INT32, INT64, UINT8, BOOL -> {
                for (int i = 0; i < values.length; i++) {
                    set(elements, dtype, from + i, values[i]);
                }
            }
        }
    }
}
