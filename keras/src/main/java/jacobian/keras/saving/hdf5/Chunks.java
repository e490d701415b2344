package jacobian.keras.saving.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Puts the chunks of a dataset into their places.
final class Chunks {
    private final Filters filters;
    private final String path;
    /// Sizes of the dataset and of a chunk, the bytes of an element as a last axis of both.
    private final long[] sizes;
    private final long[] chunk;
    private final int width;
    private final int length;
    private long missing;
    private final MemorySegment target;

    Chunks(Filters filters, List<Long> sizes, List<Long> chunk, MemorySegment target, long width) {
        this.filters = filters;
        this.path = filters.path();
        this.width = Math.toIntExact(width);
        this.target = target;
        this.sizes = new long[sizes.size() + 1];
        for (int axis = 0; axis < sizes.size(); axis++) {
            this.sizes[axis] = sizes.get(axis);
        }
        this.sizes[sizes.size()] = width;
        this.chunk = chunk.stream().mapToLong(Long::longValue).toArray();
        this.length = checkedLength();
        this.missing = 1;
        for (int axis = 0; axis < this.chunk.length; axis++) {
            this.missing *= Math.ceilDiv(this.sizes[axis], this.chunk[axis]);
        }
    }

    private int checkedLength() {
        long bytes = 1;
        boolean fits = chunk.length == sizes.length && chunk[chunk.length - 1] == width;
        for (long size : chunk) {
            fits &= size > 0 && size <= Integer.MAX_VALUE / bytes;
            bytes *= fits ? size : 1;
        }
        if (!fits) {
            throw filters.source().refused("the chunks of the dataset " + path + " do not fit it, or have over 2 GB");
        }
        return (int) bytes;
    }

    void tree(long address) {
        BTree.walk(filters.source(), BTree.CHUNKS, 8L * (chunk.length + 1), address, this::take);
    }

    private void take(Cursor key, long address) {
        long stored = key.u32();
        long left = key.u32();
        var place = new long[chunk.length];
        for (int axis = 0; axis < place.length; axis++) {
            place[axis] = key.length();
            if (place[axis] % chunk[axis] != 0 || place[axis] >= sizes[axis]) {
                throw filters.source().refused("a chunk lies outside of the dataset " + path);
            }
        }
        put(address, stored, left, place);
    }

    void single(long address, long stored) {
        put(address, stored < 0 ? length : stored, 0, new long[chunk.length]);
    }

    /// Whether as many chunks were put as the dataset has.
    boolean isWhole() {
        return missing == 0;
    }

    private void put(long address, long stored, long left, long[] place) {
        if (missing-- == 0) {
            throw filters.source().refused("the dataset " + path + " has two chunks for one place");
        }
        filters.source().unpack(length, "a chunk of the dataset " + path);
        var packed = filters.source().own(address, stored, "a chunk of the dataset " + path);
        copy(filters.undo(packed, length, width, left), place, 0, 0, 0);
    }

    /// Copies what lies within the dataset, row by row; the last axis are the bytes of one element.
    private void copy(MemorySegment from, long[] place, int axis, long fromRow, long toRow) {
        long count = Math.min(chunk[axis], sizes[axis] - place[axis]);
        if (axis >= chunk.length - 2) {
            boolean isElement = axis == chunk.length - 1;
            long unit = isElement ? 1 : width;
            MemorySegment.copy(
                    from,
                    fromRow * chunk[axis] * unit,
                    target,
                    (toRow * sizes[axis] + place[axis]) * unit,
                    count * unit);
            return;
        }
        for (long i = 0; i < count; i++) {
            copy(from, place, axis + 1, fromRow * chunk[axis] + i, toRow * sizes[axis] + place[axis] + i);
        }
    }
}
