package jacobian.keras.saving.hdf5;

import java.util.ArrayList;
import java.util.List;

/// What the elements of an array are.
sealed interface Datatype {
    /// Bytes of one element as it is stored.
    long size();

    /// Whole numbers.
    record Whole(long size, boolean isSigned, boolean isBigEndian) implements Datatype {}

    /// One of the four layouts of binary fractions: 16 bits of IEEE or of bfloat16, 32 or 64 bits.
    record Real(long size, boolean isBigEndian, boolean isBrain) implements Datatype {}

    /// Text of a fixed number of bytes.
    record FixedText(long size, boolean isSpacePadded) implements Datatype {}

    /// Text of any length, in the global heap.
    record HeapText(long size) implements Datatype {}

    /// Bytes without a meaning, as h5py stores what NumPy calls V2.
    record Opaque(long size) implements Datatype {}

    /// Named numbers.
    record Named(long size, List<String> names) implements Datatype {
        boolean isBoolean() {
            return size == 1 && names.equals(List.of("FALSE", "TRUE"));
        }
    }

    /// A type that is not read; `name` is HDF5's.
    record Other(long size, String name) implements Datatype {}

    /// The names of HDF5's classes of types.
    List<String> CLASSES = List.of(
            "integer",
            "float",
            "time",
            "string",
            "bit field",
            "opaque",
            "compound",
            "reference",
            "enumeration",
            "variable-length",
            "array",
            "complex");

    static Datatype read(Cursor cursor) {
        return read(cursor, 0);
    }

    private static Datatype read(Cursor cursor, int depth) {
        int head = cursor.u8();
        int kind = head & 15;
        int version = head >> 4;
        int flags = cursor.u8() | cursor.u8() << 8 | cursor.u8() << 16;
        long size = cursor.u32();
        if (version < 1 || version > 4 || kind >= CLASSES.size() || size == 0 || depth > 3) {
            throw cursor.source()
                    .refused("a datatype of class " + kind + ", version " + version + ", " + size
                            + " bytes cannot be read: it is broken or newer than HDF5 1.14");
        }
        return switch (kind) {
            case 0 -> whole(cursor, flags, size);
            case 1 -> real(cursor, flags, size);
            case 3 -> new FixedText(size, (flags & 15) == 2);
            case 5 -> new Opaque(size);
            case 8 -> named(cursor, flags, size, version, depth);
            case 9 -> (flags & 15) == 1 && size == 16 ? new HeapText(size) : new Other(size, CLASSES.get(kind));
            default -> new Other(size, CLASSES.get(kind));
        };
    }

    private static Datatype whole(Cursor cursor, int flags, long size) {
        int offset = cursor.u16();
        int precision = cursor.u16();
        boolean isPlain = offset == 0 && precision == 8 * size && size <= 8 && Long.bitCount(size) == 1;
        return isPlain ? new Whole(size, (flags & 8) != 0, (flags & 1) != 0) : new Other(size, "odd integer");
    }

    /// The sign's place, then offset, precision, place and size of exponent and mantissa, and the bias, tell
    /// which it is.
    private static Datatype real(Cursor cursor, int flags, long size) {
        var layout = new ArrayList<Long>(List.of((long) (flags >> 8 & 0xff)));
        layout.add((long) cursor.u16());
        layout.add((long) cursor.u16());
        for (int i = 0; i < 4; i++) {
            layout.add((long) cursor.u8());
        }
        layout.add(cursor.u32());
        boolean isPlain = (flags & 0x70) == 0x20;
        boolean isBigEndian = (flags & 1) != 0;
        boolean isBrain = layout.equals(List.of(15L, 0L, 16L, 7L, 8L, 0L, 7L, 127L));
        boolean isKnown = isBrain && size == 2
                || layout.equals(List.of(15L, 0L, 16L, 10L, 5L, 0L, 10L, 15L)) && size == 2
                || layout.equals(List.of(31L, 0L, 32L, 23L, 8L, 0L, 23L, 127L)) && size == 4
                || layout.equals(List.of(63L, 0L, 64L, 52L, 11L, 0L, 52L, 1023L)) && size == 8;
        return isPlain && isKnown ? new Real(size, isBigEndian, isBrain) : new Other(size, "odd float");
    }

    private static Datatype named(Cursor cursor, int flags, long size, int version, int depth) {
        var base = read(cursor, depth + 1);
        var names = new ArrayList<String>();
        for (int i = 0; i < (flags & 0xffff); i++) {
            long from = cursor.position();
            names.add(cursor.terminated());
            cursor.skip(version < 3 ? -(cursor.position() - from) & 7 : 0);
        }
        boolean isCounted = base instanceof Whole && size == 1;
        for (int i = 0; i < names.size(); i++) {
            long value = cursor.unsigned(1);
            isCounted &= value == i;
        }
        return isCounted ? new Named(size, List.copyOf(names)) : new Other(size, "enumeration");
    }
}
