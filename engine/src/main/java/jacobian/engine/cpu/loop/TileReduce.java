package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Reduce;
import jacobian.engine.shape.DType;
import java.util.Arrays;

/// All elements of a row combined into one.
record TileReduce(Reduce.Kind kind, TileValue x, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int columns = tile.columns;
        for (int r = 0; r < tile.rows; r++) {
            int from = r * columns;
            switch (x.kind()) {
                case FLOAT -> {
                    Arrays.fill(tile.floatLanes, FloatSums.identity(kind));
                    FloatSums.take(kind, tile.floatLanes, tile.floats[x.slot()], from, columns);
                    tile.floats[y.slot()][r] = FloatSums.meet(kind, tile.floatLanes);
                }
                case DOUBLE -> {
                    Arrays.fill(tile.doubleLanes, DoubleSums.identity(kind));
                    DoubleSums.take(kind, tile.doubleLanes, tile.doubles[x.slot()], from, columns);
                    tile.doubles[y.slot()][r] = DoubleSums.meet(kind, tile.doubleLanes);
                }
                case INT ->
                    tile.ints[y.slot()][r] =
                            IntSums.take(kind, (int) identity(kind, x.dtype()), tile.ints[x.slot()], from, columns);
                case LONG ->
                    tile.longs[y.slot()][r] =
                            LongSums.take(kind, identity(kind, x.dtype()), tile.longs[x.slot()], from, columns);
            }
        }
        if (y.dtype() == DType.UINT8) {
            TileBinary.wrap(tile.ints[y.slot()], tile.rows);
        }
    }

    /// What a reduction of integers or bools begins with.
    static long identity(Reduce.Kind kind, DType dtype) {
        return switch (kind) {
            case SUM -> 0;
            case PRODUCT -> 1;
            case MAX -> dtype == DType.INT64 ? Long.MIN_VALUE : dtype == DType.INT32 ? Integer.MIN_VALUE : 0;
            case MIN ->
                dtype == DType.INT64
                        ? Long.MAX_VALUE
                        : dtype == DType.INT32 ? Integer.MAX_VALUE : dtype == DType.UINT8 ? 255 : 1;
        };
    }
}
