package jacobian.engine.cpu.loop;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;

/// Between float32 and the floating types of 16 bits, which a tile holds as their bits.
record TileHalfCast(TileValue x, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int n = y.count(tile);
        if (x.dtype().isHalf()) {
            widen(x.dtype(), tile.ints[x.slot()], tile.floats[y.slot()], n);
        } else {
            narrow(y.dtype(), tile.floats[x.slot()], tile.ints[y.slot()], n);
        }
    }

    private static void widen(DType dtype, int[] from, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = HalfPrecision.number(dtype, (short) from[i]);
        }
    }

    private static void narrow(DType dtype, float[] from, int[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = HalfPrecision.bits(dtype, from[i]) & 0xFFFF;
        }
    }
}
