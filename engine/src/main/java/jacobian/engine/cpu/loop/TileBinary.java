package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Binary;
import jacobian.engine.shape.DType;

/// A function of two elements.
record TileBinary(Binary op, TileValue a, TileValue b, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int n = y.count(tile);
        switch (y.kind()) {
            case FLOAT -> FloatTiles.binary(op, tile.floats[a.slot()], tile.floats[b.slot()], tile.floats[y.slot()], n);
            case DOUBLE ->
                DoubleTiles.binary(op, tile.doubles[a.slot()], tile.doubles[b.slot()], tile.doubles[y.slot()], n);
            case LONG -> LongTiles.binary(op, tile.longs[a.slot()], tile.longs[b.slot()], tile.longs[y.slot()], n);
            case INT -> {
                if (y.dtype() == DType.UINT8 && (op == Binary.SHIFT_LEFT || op == Binary.SHIFT_RIGHT)) {
                    shiftBytes(tile.ints[a.slot()], tile.ints[b.slot()], tile.ints[y.slot()], n);
                } else {
                    IntTiles.binary(op, tile.ints[a.slot()], tile.ints[b.slot()], tile.ints[y.slot()], n);
                }
                if (y.dtype() == DType.UINT8) {
                    wrap(tile.ints[y.slot()], n);
                }
            }
        }
    }

    private void shiftBytes(int[] from, int[] bits, int[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = op == Binary.SHIFT_LEFT ? from[i] << (bits[i] & 7) : from[i] >>> (bits[i] & 7);
        }
    }

    /// Keeps the low eight bits.
    static void wrap(int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] &= 0xFF;
        }
    }
}
