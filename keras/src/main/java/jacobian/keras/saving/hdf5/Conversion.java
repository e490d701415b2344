package jacobian.keras.saving.hdf5;

import jacobian.engine.shape.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Brings stored elements to the types and the byte order of the engine.
final class Conversion {
    private Conversion() {}

    static MemorySegment toNative(Source source, Datatype stored, DType type, MemorySegment bytes) {
        return switch (stored) {
            case Datatype.Whole whole ->
                whole.size() == type.bytes() && !isUnsignedLong(whole)
                        ? ordered(source, bytes, type.bytes(), whole.isBigEndian())
                        : widened(source, whole, type, bytes);
            case Datatype.Real real -> ordered(source, bytes, type.bytes(), real.isBigEndian());
            case Datatype.Named _ -> truths(source, bytes);
            case Datatype.Opaque _ -> ordered(source, bytes, type.bytes(), false);
            case Datatype.FixedText _, Datatype.HeapText _, Datatype.Other _ -> bytes;
        };
    }

    private static boolean isUnsignedLong(Datatype.Whole type) {
        return !type.isSigned() && type.size() == Long.BYTES;
    }

    private static MemorySegment target(Source source, long bytes) {
        source.unpack(bytes, "a dataset of another type");
        return Arena.ofAuto().allocate(bytes, Long.BYTES);
    }

    private static MemorySegment ordered(Source source, MemorySegment bytes, int width, boolean isBigEndian) {
        if (width == 1 || isBigEndian == (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN)) {
            return bytes;
        }
        var target = target(source, bytes.byteSize());
        for (long at = 0; at < bytes.byteSize(); at++) {
            byte value = bytes.get(ValueLayout.JAVA_BYTE, at);
            target.set(ValueLayout.JAVA_BYTE, at / width * width + width - 1 - at % width, value);
        }
        return target;
    }

    private static MemorySegment widened(Source source, Datatype.Whole stored, DType type, MemorySegment bytes) {
        long count = bytes.byteSize() / stored.size();
        var target = target(source, count * type.bytes());
        var cursor = new Cursor(source, bytes, "a dataset");
        for (long i = 0; i < count; i++) {
            long value = Elements.whole(cursor, stored);
            if (type == DType.INT64) {
                target.setAtIndex(ValueLayout.JAVA_LONG, i, value);
            } else {
                target.setAtIndex(ValueLayout.JAVA_INT, i, (int) value);
            }
        }
        return target;
    }

    private static MemorySegment truths(Source source, MemorySegment bytes) {
        var target = target(source, bytes.byteSize());
        for (long at = 0; at < bytes.byteSize(); at++) {
            byte value = bytes.get(ValueLayout.JAVA_BYTE, at);
            target.set(ValueLayout.JAVA_BYTE, at, (byte) (value == 0 ? 0 : 1));
        }
        return target;
    }
}
