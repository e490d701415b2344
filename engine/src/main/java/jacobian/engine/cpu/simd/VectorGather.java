package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.GatherTiles.load;
import static jacobian.engine.cpu.simd.GatherTiles.store;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import jacobian.engine.cpu.Gather;
import jacobian.engine.cpu.GatherMatmul;
import jacobian.engine.cpu.GatherPanel;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ScalarGather;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// [GatherMatmul] in register tiles of the Vector API.
public final class VectorGather implements GatherMatmul {
    private static final int LANES = GatherTiles.SPECIES.length();

    /// Where the rows of a tile of one or two vectors lie in work memory.
    private static final long[] NARROW = new long[MAX_TILE_ROWS];

    private static final long[] WIDE = new long[MAX_TILE_ROWS];

    static {
        Arrays.setAll(NARROW, r -> r * GatherTiles.BYTES);
        Arrays.setAll(WIDE, r -> 2 * r * GatherTiles.BYTES);
    }

    private final ScalarGather plain = new ScalarGather(LANES);
    private final boolean patient;

    /// @param patient whether the plain loops work until the tiles are compiled
    public VectorGather(boolean patient) {
        this.patient = patient;
        if (patient) {
            GatherWarmUp.TILES.begin();
        }
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void multiply(Gather t) {
        if (patient && !GatherWarmUp.TILES.ended()) {
            plain.multiply(t);
            return;
        }
        var panel = t.panel;
        panel.rows = t.rows;
        int padded = padded(t.columns);
        for (int j = 0; j < padded; j += 2 * LANES) {
            int width = Math.min(2 * LANES, padded - j);
            panel.left = t.left;
            panel.right = t.right + 4L * j * (t.rightStep == 0 ? t.depth : 1);
            panel.rightStep = t.rightStep == 0 ? 4L * width : t.rightStep;
            panel.right += t.termFrom * panel.rightStep;
            panel.result = t.result + 4L * j;
            int columns = Math.min(width, t.columns - j);
            int tiled = columns < width ? t.rowFrom : width > LANES ? wide(t, panel) : narrow(t, panel);
            edge(t, panel, tiled, columns, width);
        }
    }

    /// Whole tiles of two vectors; returns the first row after them.
    private static int wide(Gather t, GatherPanel panel) {
        int i = t.rowFrom;
        if (t.accumulate) {
            long result = panel.result;
            panel.result = t.work;
            for (; i + 4 <= t.rowTo; i += 4) {
                GatherTiles.tile4x2(t, i, WIDE, 0, panel);
                addTile(t, result, i, 4, 2);
            }
            panel.result = result;
        }
        for (; i + 4 <= t.rowTo; i += 4) {
            GatherTiles.tile4x2(t, i, t.outs, i, panel);
        }
        return i;
    }

    /// Whole tiles of one vector; returns the first row after them.
    private static int narrow(Gather t, GatherPanel panel) {
        int i = t.rowFrom;
        if (t.accumulate) {
            long result = panel.result;
            panel.result = t.work;
            for (; i + 8 <= t.rowTo; i += 8) {
                GatherTiles.tile8x1(t, i, NARROW, 0, panel);
                addTile(t, result, i, 8, 1);
            }
            panel.result = result;
        }
        for (; i + 8 <= t.rowTo; i += 8) {
            GatherTiles.tile8x1(t, i, t.outs, i, panel);
        }
        return i;
    }

    /// Adds a tile from work memory to the result. Loads beside the stores would make the tile itself too large
    /// for C2.
    private static void addTile(Gather t, long result, int i, int rows, int vectors) {
        long work = t.work;
        for (int r = 0; r < rows; r++) {
            long out = result + t.outs[i + r];
            for (int v = 0; v < vectors; v++) {
                store(load(out).add(load(work)), out);
                out += GatherTiles.BYTES;
                work += GatherTiles.BYTES;
            }
        }
    }

    /// Tiles that stick out of the result at its right or lower edge: computed in work memory and taken from
    /// there.
    private static void edge(Gather t, GatherPanel panel, int from, int columns, int width) {
        long result = panel.result;
        panel.result = t.work;
        panel.rows = t.tailRows;
        boolean narrow = width == LANES;
        long[] outs = narrow ? NARROW : WIDE;
        int height = narrow && t.rowTo - from > 4 ? 8 : 4;
        for (int i = from; i < t.rowTo; i += height) {
            int rows = Math.min(height, t.rowTo - i);
            for (int r = 0; r < height; r++) {
                t.tailRows[r] = t.rows[i + Math.min(r, rows - 1)];
            }
            if (height == 8) {
                GatherTiles.tile8x1(t, 0, outs, 0, panel);
            } else if (narrow) {
                GatherTiles.tile4x1(t, 0, outs, 0, panel);
            } else {
                GatherTiles.tile4x2(t, 0, outs, 0, panel);
            }
            for (int r = 0; r < rows; r++) {
                deliver(t, t.work + outs[r], result + t.outs[i + r], columns);
            }
        }
        panel.rows = t.rows;
        panel.result = result;
    }

    /// Moves or adds a part of a row from work memory to the result.
    private static void deliver(Gather t, long work, long out, int columns) {
        for (int i = 0; i < columns; i++) {
            float x = Memory.ALL.get(JAVA_FLOAT_UNALIGNED, work + 4L * i);
            float value = t.accumulate ? Memory.ALL.get(JAVA_FLOAT_UNALIGNED, out + 4L * i) + x : x;
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, out + 4L * i, value);
        }
    }

    @Override
    public void multiplyLanes(Gather t) {
        if (patient && !GatherWarmUp.LANES.ended()) {
            GatherWarmUp.LANES.begin();
            plain.multiplyLanes(t);
            return;
        }
        if (t.columns < LANES) {
            for (int i = t.rowFrom; i < t.rowTo; i++) {
                for (int j = 0; j < t.columns; j++) {
                    ScalarGather.lane(t, i, 4L * j);
                }
            }
            return;
        }
        var panel = t.panel;
        panel.rows = t.rows;
        panel.rightStep = t.rightStep;
        int i = t.rowFrom;
        for (; i + 8 <= t.rowTo; i += 8) {
            lanes(t, panel, i, 8);
        }
        for (; i + 4 <= t.rowTo; i += 4) {
            lanes(t, panel, i, 4);
        }
        for (; i < t.rowTo; i++) {
            lanes(t, panel, i, 1);
        }
    }

    /// All columns of some rows. Where the columns do not fill vectors, the last vector overlaps the one before
    /// it; of the columns that both have, its sums are dropped.
    private static void lanes(Gather t, GatherPanel panel, int i, int rows) {
        int last = t.columns / LANES * LANES;
        for (int j = 0; j < last; j += LANES) {
            at(t, panel, j);
            if (t.accumulate) {
                panel.result = t.work;
                LaneTiles.tile(rows, t, i, NARROW, 0, panel);
                addTile(t, t.result + 4L * j, i, rows, 1);
            } else {
                LaneTiles.tile(rows, t, i, t.outs, i, panel);
            }
        }
        if (last < t.columns) {
            at(t, panel, t.columns - LANES);
            panel.result = t.work;
            LaneTiles.tile(rows, t, i, NARROW, 0, panel);
            long dropped = 4L * (LANES - (t.columns - last));
            for (int r = 0; r < rows; r++) {
                deliver(t, t.work + NARROW[r] + dropped, t.result + t.outs[i + r] + 4L * last, t.columns - last);
            }
        }
    }

    private static void at(Gather t, GatherPanel panel, int column) {
        panel.left = t.left + 4L * column;
        panel.right = t.right + t.termFrom * t.rightStep + 4L * column;
        panel.result = t.result + 4L * column;
    }

    @Override
    public void sum(long result, long blocks, long stride, int blockCount, int count) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector sum = load(blocks + 4L * i);
            for (int block = 1; block < blockCount; block++) {
                sum = sum.add(load(blocks + block * stride + 4L * i));
            }
            store(sum, result + 4L * i);
        }
        for (; i < count; i++) {
            float sum = Memory.ALL.get(JAVA_FLOAT_UNALIGNED, blocks + 4L * i);
            for (int block = 1; block < blockCount; block++) {
                sum += Memory.ALL.get(JAVA_FLOAT_UNALIGNED, blocks + block * stride + 4L * i);
            }
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, result + 4L * i, sum);
        }
    }
}
