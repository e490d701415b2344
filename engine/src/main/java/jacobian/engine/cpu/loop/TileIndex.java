package jacobian.engine.cpu.loop;

/// The position of each point along an axis.
record TileIndex(Walk walk, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int[] to = tile.ints[y.slot()];
        for (int r = 0; r < tile.rows; r++) {
            int first = (int) walk.row(tile.row + r);
            int at = r * tile.columns;
            if (walk.columnsAffine()) {
                progression(to, at, tile.columns, first + (int) walk.column(tile.column), (int) walk.columnStride());
            } else {
                for (int c = 0; c < tile.columns; c++) {
                    to[at + c] = first + (int) walk.column(tile.column + c);
                }
            }
        }
    }

    private static void progression(int[] y, int at, int count, int first, int step) {
        for (int i = 0; i < count; i++) {
            y[at + i] = first + i * step;
        }
    }
}
