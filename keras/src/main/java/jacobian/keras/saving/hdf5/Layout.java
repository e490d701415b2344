package jacobian.keras.saving.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Where the elements of a dataset lie.
sealed interface Layout {
    /// In the dataset's own header.
    record Compact(MemorySegment bytes) implements Layout {}

    /// In one piece; nowhere where nothing was ever written.
    record Contiguous(long address, long length) implements Layout {}

    /// In pieces of equal sizes under a B-tree.
    record Chunked(long tree, List<Long> sizes) implements Layout {}

    /// In a single piece that filters have packed into `length` bytes.
    record Single(long address, long length, List<Long> sizes) implements Layout {}

    static Layout read(Cursor cursor, String path) {
        int version = cursor.u8();
        if (version < 3 || version > 5) {
            throw cursor.source()
                    .refused("the dataset " + path + " has a layout of version " + version
                            + "; known: 3 to 5. Write the file anew with h5py.File(..., libver=\"earliest\")");
        }
        int kind = cursor.u8();
        return switch (kind) {
            case 0 -> {
                int length = cursor.u16();
                yield new Compact(cursor.sub(length, "a dataset").rest());
            }
            case 1 -> new Contiguous(cursor.i64(), cursor.length());
            case 2 -> version == 3 ? chunked(cursor) : single(cursor, path);
            case 3 ->
                throw cursor.source()
                        .refused("the dataset " + path
                                + " is virtual: that is refused, as Keras does, for its values may lie in other files");
            default -> throw cursor.source().refused("the dataset " + path + " has a layout of class " + kind);
        };
    }

    private static Layout chunked(Cursor cursor) {
        int rank = cursor.u8();
        long tree = cursor.i64();
        var sizes = new ArrayList<Long>();
        for (int axis = 0; axis < rank; axis++) {
            sizes.add(cursor.u32());
        }
        return new Chunked(tree, List.copyOf(sizes));
    }

    private static Layout single(Cursor cursor, String path) {
        int flags = cursor.u8();
        int rank = cursor.u8();
        int width = cursor.u8();
        var sizes = new ArrayList<Long>();
        for (int axis = 0; axis < rank; axis++) {
            sizes.add(cursor.unsigned(width));
        }
        if (cursor.u8() != 1) {
            throw cursor.source()
                    .refused("the dataset " + path + " has an index of chunks that only libver=\"latest\""
                            + " writes: write the file anew with libver=\"earliest\"");
        }
        long length = -1;
        if ((flags & 2) != 0) {
            length = cursor.length();
            if (cursor.u32() != 0) {
                throw cursor.source().refused("the dataset " + path + " leaves filters out");
            }
        }
        return new Single(cursor.i64(), length, List.copyOf(sizes));
    }
}
