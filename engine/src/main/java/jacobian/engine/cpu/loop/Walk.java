package jacobian.engine.cpu.loop;

/// How one array is walked over the rows and columns of a [LoopSpace]; offsets are in elements.
final class Walk {
    private final long[] outer;
    private final long[] outerStrides;
    private final boolean rowsAffine;
    private final boolean columnsAffine;
    /// Elements from one row to the next, where that is the same everywhere.
    private final long rowStride;
    private final long columnStride;
    /// Offset of each column where they are not evenly spaced, else empty.
    private final long[] columnOffsets;

    /// @param outer extents of the outer axes; of an axis without points at least the place of its first is
    ///     known
    Walk(long[] outer, long[] outerStrides, long[] columns, long[] columnStrides) {
        this.outer = java.util.Arrays.stream(outer)
                .map(extent -> Math.max(1, extent))
                .toArray();
        this.outerStrides = outerStrides;
        this.rowsAffine = affine(this.outer, outerStrides);
        this.columnsAffine = affine(columns, columnStrides);
        this.rowStride = outer.length == 0 ? 0 : outerStrides[outer.length - 1];
        this.columnStride = columnStrides[columnStrides.length - 1];
        this.columnOffsets = columnsAffine ? new long[0] : offsets(columns, columnStrides);
    }

    private static boolean affine(long[] extents, long[] strides) {
        for (int axis = extents.length - 2; axis >= 0; axis--) {
            if (strides[axis] != strides[axis + 1] * extents[axis + 1]) {
                return false;
            }
        }
        return true;
    }

    private static long[] offsets(long[] extents, long[] strides) {
        long count = 1;
        for (long extent : extents) {
            count *= extent;
        }
        var offsets = new long[Math.toIntExact(count)];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = offset(i, extents, strides);
        }
        return offsets;
    }

    private static long offset(long index, long[] extents, long[] strides) {
        long rest = index;
        long offset = 0;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            offset += rest % extents[axis] * strides[axis];
            rest /= extents[axis];
        }
        return offset;
    }

    /// Offset of the first column of `row`.
    long row(long row) {
        return rowsAffine ? row * rowStride : offset(row, outer, outerStrides);
    }

    /// Offset of `column` within its row.
    long column(long column) {
        return columnsAffine ? column * columnStride : columnOffsets[(int) column];
    }

    /// Whether the offset of every row is a multiple of `number`.
    boolean rowsAre(int number) {
        return java.util.Arrays.stream(outerStrides).allMatch(stride -> stride % number == 0);
    }

    /// Whether all rows are `rowStride()` apart.
    boolean rowsAffine() {
        return rowsAffine;
    }

    /// Whether all columns are `columnStride()` apart.
    boolean columnsAffine() {
        return columnsAffine;
    }

    /// Elements from one row to the next along the innermost outer axis.
    long rowStride() {
        return rowStride;
    }

    long columnStride() {
        return columnStride;
    }
}
