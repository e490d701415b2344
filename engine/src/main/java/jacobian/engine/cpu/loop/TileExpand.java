package jacobian.engine.cpu.loop;

import java.util.Arrays;

/// Writes a row-constant value out along its rows.
record TileExpand(TileValue x, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int columns = tile.columns;
        for (int r = 0; r < tile.rows; r++) {
            int from = r * columns;
            switch (x.kind()) {
                case FLOAT -> Arrays.fill(tile.floats[y.slot()], from, from + columns, tile.floats[x.slot()][r]);
                case DOUBLE -> Arrays.fill(tile.doubles[y.slot()], from, from + columns, tile.doubles[x.slot()][r]);
                case INT -> Arrays.fill(tile.ints[y.slot()], from, from + columns, tile.ints[x.slot()][r]);
                case LONG -> Arrays.fill(tile.longs[y.slot()], from, from + columns, tile.longs[x.slot()][r]);
            }
        }
    }
}
