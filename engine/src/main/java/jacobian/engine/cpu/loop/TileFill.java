package jacobian.engine.cpu.loop;

import jacobian.engine.shape.HalfPrecision;
import java.util.Arrays;

/// A literal, one element a row.
record TileFill(double value, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int count = y.count(tile);
        switch (y.dtype()) {
            case FLOAT32 -> Arrays.fill(tile.floats[y.slot()], 0, count, (float) value);
            case FLOAT64 -> Arrays.fill(tile.doubles[y.slot()], 0, count, value);
            case INT64 -> Arrays.fill(tile.longs[y.slot()], 0, count, (long) value);
            case INT32 -> Arrays.fill(tile.ints[y.slot()], 0, count, (int) value);
            case BFLOAT16, FLOAT16 ->
                Arrays.fill(tile.ints[y.slot()], 0, count, HalfPrecision.bits(y.dtype(), (float) value) & 0xFFFF);
            case UINT8 -> Arrays.fill(tile.ints[y.slot()], 0, count, (int) value & 0xFF);
            case BOOL -> Arrays.fill(tile.ints[y.slot()], 0, count, value != 0 ? 1 : 0);
        }
    }
}
