package jacobian.engine.reference;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.HalfPrecision;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// How values lie in memory outside: row-major elements in native byte order.
final class Memory {
    private Memory() {}

    static long bytes(TensorType type) {
        return type.shape().size() * type.dtype().bytes();
    }

    static Values read(TensorType type, MemorySegment source) {
        var values = Values.of(type);
        for (int i = 0; i < values.size(); i++) {
            switch (type.dtype()) {
                case BOOL -> values.set(i, (long) source.get(JAVA_BYTE, i));
                case UINT8 -> values.set(i, (long) source.get(JAVA_BYTE, i));
                case INT32 -> values.set(i, (long) source.get(JAVA_INT_UNALIGNED, 4L * i));
                case INT64 -> values.set(i, source.get(JAVA_LONG_UNALIGNED, 8L * i));
                case FLOAT32 -> values.set(i, (double) source.get(JAVA_FLOAT_UNALIGNED, 4L * i));
                case FLOAT64 -> values.set(i, source.get(JAVA_DOUBLE_UNALIGNED, 8L * i));
                case BFLOAT16, FLOAT16 ->
                    values.set(
                            i, (double) HalfPrecision.number(type.dtype(), source.get(JAVA_SHORT_UNALIGNED, 2L * i)));
            }
        }
        return values;
    }

    static void write(Values values, MemorySegment target) {
        for (int i = 0; i < values.size(); i++) {
            switch (values.dtype()) {
                case BOOL, UINT8 -> target.set(JAVA_BYTE, i, (byte) values.integer(i));
                case INT32 -> target.set(JAVA_INT_UNALIGNED, 4L * i, (int) values.integer(i));
                case INT64 -> target.set(JAVA_LONG_UNALIGNED, 8L * i, values.integer(i));
                case FLOAT32 -> target.set(JAVA_FLOAT_UNALIGNED, 4L * i, (float) values.real(i));
                case FLOAT64 -> target.set(JAVA_DOUBLE_UNALIGNED, 8L * i, values.real(i));
                case BFLOAT16, FLOAT16 ->
                    target.set(
                            JAVA_SHORT_UNALIGNED, 2L * i, HalfPrecision.bits(values.dtype(), (float) values.real(i)));
            }
        }
    }

    /// The contents of a buffer of another device.
    static Values load(Buffer buffer) {
        try (var arena = Arena.ofConfined()) {
            var segment = arena.allocate(bytes(buffer.type()), 8);
            buffer.read(segment);
            return read(buffer.type(), segment);
        }
    }

    static void store(Values values, Buffer buffer) {
        try (var arena = Arena.ofConfined()) {
            var segment = arena.allocate(bytes(values.type()), 8);
            write(values, segment);
            buffer.write(segment);
        }
    }
}
