package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Reduce;
import jacobian.engine.shape.DType;
import java.util.Arrays;

/// A reduced output while its block is worked on: an array of sums in the tile, one for each column, or the
/// lanes of
/// one sum.
///
/// @param kind how elements are combined
/// @param x the value
/// @param sum the array of sums
/// @param store where the result goes
/// @param lanes whether `sum` holds lanes, because the columns themselves are reduced
record TileSum(Reduce.Kind kind, TileValue x, TileValue sum, TileStore store, boolean lanes) {
    /// The type in which partial sums are kept: narrow integers as int32.
    static DType sumType(DType dtype) {
        return dtype == DType.UINT8 || dtype == DType.BOOL ? DType.INT32 : dtype;
    }

    private int width(Tile tile) {
        return lanes ? LoopBlocks.LANES : x.perRow() ? 1 : tile.columns;
    }

    void start(Tile tile) {
        int width = width(tile);
        switch (sum.kind()) {
            case FLOAT -> Arrays.fill(tile.floats[sum.slot()], 0, width, FloatSums.identity(kind));
            case DOUBLE -> Arrays.fill(tile.doubles[sum.slot()], 0, width, DoubleSums.identity(kind));
            case INT -> Arrays.fill(tile.ints[sum.slot()], 0, width, (int) TileReduce.identity(kind, x.dtype()));
            case LONG -> Arrays.fill(tile.longs[sum.slot()], 0, width, TileReduce.identity(kind, x.dtype()));
        }
    }

    /// Takes row `r` of the tile in.
    void take(Tile tile, int r) {
        if (!lanes) {
            add(tile, x.perRow() ? r : r * tile.columns, width(tile));
            return;
        }
        int from = r * tile.columns;
        int n = tile.columns;
        switch (sum.kind()) {
            case FLOAT -> FloatSums.take(kind, tile.floats[sum.slot()], tile.floats[x.slot()], from, n);
            case DOUBLE -> DoubleSums.take(kind, tile.doubles[sum.slot()], tile.doubles[x.slot()], from, n);
            case INT -> {
                int[] sums = tile.ints[sum.slot()];
                sums[0] = IntSums.take(kind, sums[0], tile.ints[x.slot()], from, n);
            }
            case LONG -> {
                long[] sums = tile.longs[sum.slot()];
                sums[0] = LongSums.take(kind, sums[0], tile.longs[x.slot()], from, n);
            }
        }
    }

    private void add(Tile tile, int from, int n) {
        switch (sum.kind()) {
            case FLOAT -> FloatSums.add(kind, tile.floats[sum.slot()], tile.floats[x.slot()], from, n);
            case DOUBLE -> DoubleSums.add(kind, tile.doubles[sum.slot()], tile.doubles[x.slot()], from, n);
            case INT -> IntSums.add(kind, tile.ints[sum.slot()], tile.ints[x.slot()], from, n);
            case LONG -> LongSums.add(kind, tile.longs[sum.slot()], tile.longs[x.slot()], from, n);
        }
    }

    /// Sums of `n` numbers of the value's array, one after the other, into the first sum.
    private void addInOrder(Tile tile, int n) {
        switch (sum.kind()) {
            case FLOAT -> {
                float[] sums = tile.floats[sum.slot()];
                for (int i = 0; i < n; i++) {
                    sums[0] = FloatSums.combine(kind, sums[0], tile.floats[x.slot()][i]);
                }
            }
            case DOUBLE -> {
                double[] sums = tile.doubles[sum.slot()];
                for (int i = 0; i < n; i++) {
                    sums[0] = DoubleSums.combine(kind, sums[0], tile.doubles[x.slot()][i]);
                }
            }
            case INT ->
                tile.ints[sum.slot()][0] = IntSums.take(kind, tile.ints[sum.slot()][0], tile.ints[x.slot()], 0, n);
            case LONG ->
                tile.longs[sum.slot()][0] = LongSums.take(kind, tile.longs[sum.slot()][0], tile.longs[x.slot()], 0, n);
        }
    }

    /// After the last row: lanes meet.
    void meet(Tile tile) {
        if (lanes && sum.kind() == Tile.Kind.FLOAT) {
            FloatSums.meet(kind, tile.floats[sum.slot()]);
        } else if (lanes && sum.kind() == Tile.Kind.DOUBLE) {
            DoubleSums.meet(kind, tile.doubles[sum.slot()]);
        }
    }

    private boolean single() {
        return lanes || x.perRow();
    }

    /// Writes the sums to their operand; `row` is any row of theirs.
    void store(Tile tile, long row) {
        long base = tile.addresses[store.operand()];
        int bytes = x.dtype().bytes();
        var walk = store.walk();
        if (single()) {
            TileAccess.store(tile, store.x(), base + walk.row(row) * bytes, 1, 0, 1);
        } else {
            store.row(tile, base + walk.row(row) * bytes, 0);
        }
    }

    /// Puts the sums aside at `address`, where partial sums of the whole width begin.
    void putAside(Tile tile, long address) {
        if (single()) {
            TileAccess.store(tile, sum, address, 1, 0, 1);
        } else {
            TileAccess.store(tile, sum, address + tile.column * sum.dtype().bytes(), 1, 0, tile.columns);
        }
    }

    /// Combines `count` partial sums, `stride` elements apart from `address` on, in order.
    void combine(Tile tile, long address, long count, long stride) {
        start(tile);
        var parts = new TileValue(sum.dtype(), x.slot(), false);
        int bytes = sum.dtype().bytes();
        if (!single()) {
            for (long i = 0; i < count; i++) {
                TileAccess.load(tile, parts, address + (i * stride + tile.column) * bytes, 1, 0, tile.columns);
                add(tile, 0, tile.columns);
            }
            return;
        }
        for (long i = 0; i < count; i += Tile.ELEMENTS) {
            int n = (int) Math.min(Tile.ELEMENTS, count - i);
            TileAccess.load(tile, parts, address + i * stride * bytes, stride, 0, n);
            addInOrder(tile, n);
        }
    }
}
