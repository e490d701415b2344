package jacobian.engine.cpu.loop;

/// Reads an operand into a tile.
record TileLoad(int operand, Walk walk, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        long base = tile.addresses[operand];
        int bytes = y.dtype().bytes();
        if (y.perRow()) {
            rows(tile, base, bytes);
            return;
        }
        if (walk.rowsAffine() && walk.columnsAffine()) {
            long first = base + (walk.row(tile.row) + walk.column(tile.column)) * bytes;
            if (walk.rowStride() == walk.columnStride() * tile.columns || tile.rows == 1) {
                TileAccess.load(tile, y, first, walk.columnStride(), 0, tile.elements());
                return;
            } else if (walk.rowStride() == 0) {
                TileAccess.load(tile, y, first, walk.columnStride(), 0, tile.columns);
                TileAccess.repeat(tile, y, tile.columns, tile.elements());
                return;
            }
        }
        for (int r = 0; r < tile.rows; r++) {
            row(tile, base + walk.row(tile.row + r) * bytes, r * tile.columns);
        }
    }

    private void row(Tile tile, long row, int at) {
        int bytes = y.dtype().bytes();
        if (walk.columnsAffine()) {
            TileAccess.load(tile, y, row + walk.column(tile.column) * bytes, walk.columnStride(), at, tile.columns);
            return;
        }
        for (int c = 0; c < tile.columns; c++) {
            TileAccess.load(tile, y, row + walk.column(tile.column + c) * bytes, 1, at + c, 1);
        }
    }

    private void rows(Tile tile, long base, int bytes) {
        if (walk.rowsAffine()) {
            TileAccess.load(tile, y, base + walk.row(tile.row) * bytes, walk.rowStride(), 0, tile.rows);
            return;
        }
        for (int r = 0; r < tile.rows; r++) {
            TileAccess.load(tile, y, base + walk.row(tile.row + r) * bytes, 1, r, 1);
        }
    }
}
