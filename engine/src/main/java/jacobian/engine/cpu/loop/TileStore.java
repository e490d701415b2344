package jacobian.engine.cpu.loop;

/// Writes a value of a tile to an operand.
record TileStore(TileValue x, int operand, Walk walk) implements TileStep {
    @Override
    public void run(Tile tile) {
        long base = tile.addresses[operand];
        int bytes = x.dtype().bytes();
        if (x.perRow()) {
            for (int r = 0; r < tile.rows; r++) {
                TileAccess.store(tile, x, base + walk.row(tile.row + r) * bytes, 1, r, 1);
            }
            return;
        }
        if (walk.rowsAffine() && walk.columnsAffine()) {
            long first = base + (walk.row(tile.row) + walk.column(tile.column)) * bytes;
            if (walk.rowStride() == walk.columnStride() * tile.columns || tile.rows == 1) {
                TileAccess.store(tile, x, first, walk.columnStride(), 0, tile.elements());
                return;
            }
        }
        for (int r = 0; r < tile.rows; r++) {
            row(tile, base + walk.row(tile.row + r) * bytes, r * tile.columns);
        }
    }

    /// Writes `tile.columns` elements from `at` on to the row that begins at `row`.
    void row(Tile tile, long row, int at) {
        int bytes = x.dtype().bytes();
        if (walk.columnsAffine()) {
            TileAccess.store(tile, x, row + walk.column(tile.column) * bytes, walk.columnStride(), at, tile.columns);
            return;
        }
        for (int c = 0; c < tile.columns; c++) {
            TileAccess.store(tile, x, row + walk.column(tile.column + c) * bytes, 1, at + c, 1);
        }
    }
}
