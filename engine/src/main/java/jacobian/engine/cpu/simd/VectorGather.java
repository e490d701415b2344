package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.GatherTiles.load;
import static jacobian.engine.cpu.simd.GatherTiles.store;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import jacobian.engine.cpu.Gather;
import jacobian.engine.cpu.GatherMatmul;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ScalarGather;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/// [GatherMatmul] in register tiles of the Vector API.
public final class VectorGather implements GatherMatmul {
    private static final int LANES = GatherTiles.SPECIES.length();

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void multiply(Gather t) {
        var panel = new GatherTiles.Panel();
        int padded = padded(t.columns);
        for (int j = 0; j < padded; j += 2 * LANES) {
            int width = Math.min(2 * LANES, padded - j);
            panel.left = t.left;
            panel.right = t.right + 4L * j * (t.rightStep == 0 ? t.depth : 1);
            panel.rightStep = t.rightStep == 0 ? 4L * width : t.rightStep;
            panel.result = t.result + 4L * j;
            int columns = Math.min(width, t.columns - j);
            panel.accumulate = t.accumulate;
            if (columns < width) {
                indirect(t, panel, t.rowFrom, columns, width);
            } else if (width > LANES) {
                wide(t, panel);
            } else {
                narrow(t, panel);
            }
        }
    }

    private static void wide(Gather t, GatherTiles.Panel panel) {
        int i = t.rowFrom;
        for (; i + 4 <= t.rowTo; i += 4) {
            GatherTiles.tile4x2(t, t.rows, t.outs, i, panel);
        }
        indirect(t, panel, i, 2 * LANES, 2 * LANES);
    }

    private static void narrow(Gather t, GatherTiles.Panel panel) {
        int i = t.rowFrom;
        for (; i + 8 <= t.rowTo; i += 8) {
            GatherTiles.tile8x1(t, t.rows, t.outs, i, panel);
        }
        indirect(t, panel, i, LANES, LANES);
    }

    /// Tiles that stick out of the result at its right or lower edge: computed in work memory and taken from there.
    private static void indirect(Gather t, GatherTiles.Panel panel, int from, int columns, int width) {
        long result = panel.result;
        panel.result = t.work;
        panel.accumulate = false;
        boolean narrow = width == LANES;
        int height = narrow && t.rowTo - from > 4 ? 8 : 4;
        for (int i = from; i < t.rowTo; i += height) {
            int rows = Math.min(height, t.rowTo - i);
            redirect(t, i, rows, height, width);
            if (height == 8) {
                GatherTiles.tile8x1(t, t.tailRows, t.tailOuts, 0, panel);
            } else if (narrow) {
                GatherTiles.tile4x1(t, t.tailRows, t.tailOuts, 0, panel);
            } else {
                GatherTiles.tile4x2(t, t.tailRows, t.tailOuts, 0, panel);
            }
            deliver(t, result, i, rows, columns);
        }
        panel.result = result;
        panel.accumulate = t.accumulate;
    }

    /// Points the rows of a tile to work memory; rows that there are not repeat the last.
    private static void redirect(Gather t, int from, int rows, int height, int width) {
        for (int r = 0; r < height; r++) {
            t.tailRows[r] = t.rows[from + Math.min(r, rows - 1)];
            t.tailOuts[r] = 4L * r * width;
        }
    }

    /// Moves or adds a tile from work memory to the result.
    private static void deliver(Gather t, long result, int from, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            long work = t.work + t.tailOuts[r];
            long out = result + t.outs[from + r];
            if (t.accumulate) {
                add(out, work, columns);
            } else {
                MemorySegment.copy(Memory.ALL, work, Memory.ALL, out, 4L * columns);
            }
        }
    }

    private static void add(long to, long from, int count) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            store(load(to + 4L * i).add(load(from + 4L * i)), to + 4L * i);
        }
        for (; i < count; i++) {
            float sum = Memory.ALL.get(JAVA_FLOAT_UNALIGNED, to + 4L * i)
                    + Memory.ALL.get(JAVA_FLOAT_UNALIGNED, from + 4L * i);
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, to + 4L * i, sum);
        }
    }

    @Override
    public void multiplyLanes(Gather t) {
        if (t.columns < LANES) {
            for (int i = t.rowFrom; i < t.rowTo; i++) {
                for (int j = 0; j < t.columns; j++) {
                    ScalarGather.lane(t, i, 4L * j);
                }
            }
            return;
        }
        var panel = new GatherTiles.Panel();
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

    /// All columns of some rows. Where the columns do not fill vectors, the last vector overlaps the one before it;
    /// of the columns that both have, its sums are dropped.
    private static void lanes(Gather t, GatherTiles.Panel panel, int i, int rows) {
        int last = t.columns / LANES * LANES;
        for (int j = 0; j < last; j += LANES) {
            at(t, panel, j);
            panel.accumulate = t.accumulate;
            LaneTiles.tile(rows, t, t.rows, t.outs, i, panel);
        }
        if (last < t.columns) {
            at(t, panel, t.columns - LANES);
            lastLanes(t, panel, i, rows, LANES - (t.columns - last));
        }
    }

    private static void at(Gather t, GatherTiles.Panel panel, int column) {
        panel.left = t.left + 4L * column;
        panel.right = t.right + 4L * column;
        panel.result = t.result + 4L * column;
    }

    private static void lastLanes(Gather t, GatherTiles.Panel panel, int i, int rows, int dropped) {
        long result = panel.result + 4L * dropped;
        panel.result = t.work;
        panel.accumulate = false;
        redirect(t, i, rows, rows, LANES);
        LaneTiles.tile(rows, t, t.tailRows, t.tailOuts, 0, panel);
        for (int r = 0; r < rows; r++) {
            t.tailOuts[r] += 4L * dropped;
        }
        deliver(t, result, i, rows, LANES - dropped);
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
