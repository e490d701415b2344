package jacobian.engine.cpu.simd;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import jacobian.engine.cpu.Gather;
import jacobian.engine.cpu.GatherMatmul;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ScalarGather;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/// [GatherMatmul] in register tiles of the Vector API.
public final class VectorGather implements GatherMatmul {
    private static final int LANES = GatherTiles.SPECIES.length();
    private static final long ZEROS = Memory.allocate(Arena.global(), 4L * MAX_TILE_COLUMNS);

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
            panel.right = t.right + 4L * j * (t.rightStep == 0 ? t.depth() : 1);
            panel.rightStep = t.rightStep == 0 ? 4L * width : t.rightStep;
            panel.result = t.result + 4L * j;
            panel.start = t.accumulate ? panel.result : ZEROS;
            panel.mask = t.accumulate ? -1 : 0;
            int columns = Math.min(width, t.columns - j);
            if (columns < width) {
                edge(t, panel, t.rowFrom, columns, width);
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
        edge(t, panel, i, 2 * LANES, 2 * LANES);
    }

    private static void narrow(Gather t, GatherTiles.Panel panel) {
        int i = t.rowFrom;
        for (; i + 8 <= t.rowTo; i += 8) {
            GatherTiles.tile8x1(t, t.rows, t.outs, i, panel);
        }
        for (; i + 4 <= t.rowTo; i += 4) {
            GatherTiles.tile4x1(t, t.rows, t.outs, i, panel);
        }
        edge(t, panel, i, LANES, LANES);
    }

    /// Tiles that stick out of the result, at its right or lower edge: computed in work memory and copied from there.
    private static void edge(Gather t, GatherTiles.Panel panel, int from, int columns, int width) {
        long result = panel.result;
        long start = panel.start;
        for (int i = from; i < t.rowTo; i += 4) {
            int rows = Math.min(4, t.rowTo - i);
            for (int r = 0; r < 4; r++) {
                t.tailRows[r] = t.rows[i + Math.min(r, rows - 1)];
                t.tailOuts[r] = 4L * r * width;
            }
            if (t.accumulate) {
                copyIn(t, result, i, rows, columns);
                panel.start = t.work;
            }
            panel.result = t.work;
            if (width > LANES) {
                GatherTiles.tile4x2(t, t.tailRows, t.tailOuts, 0, panel);
            } else {
                GatherTiles.tile4x1(t, t.tailRows, t.tailOuts, 0, panel);
            }
            copyOut(t, result, i, rows, columns);
        }
        panel.result = result;
        panel.start = start;
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
        panel.mask = t.accumulate ? -1 : 0;
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

    /// All columns of some rows. Where the columns do not fill vectors, the last vector overlaps the one before it:
    /// it is
    /// computed first, from sums not yet touched, and stored last.
    private static void lanes(Gather t, GatherTiles.Panel panel, int i, int rows) {
        int last = t.columns - LANES;
        boolean overlap = t.columns % LANES != 0;
        if (overlap) {
            for (int r = 0; r < rows; r++) {
                t.tailRows[r] = t.rows[i + r];
                t.tailOuts[r] = r * GatherTiles.BYTES;
            }
            if (t.accumulate) {
                copyIn(t, t.result + 4L * last, i, rows, LANES);
            }
            at(t, panel, last, t.work);
            LaneTiles.tile(rows, t, t.tailRows, t.tailOuts, 0, panel);
        }
        for (int j = 0; j <= last; j += LANES) {
            at(t, panel, j, t.result + 4L * j);
            LaneTiles.tile(rows, t, t.rows, t.outs, i, panel);
        }
        if (overlap) {
            copyOut(t, t.result + 4L * last, i, rows, LANES);
        }
    }

    private static void at(Gather t, GatherTiles.Panel panel, int column, long result) {
        panel.left = t.left + 4L * column;
        panel.right = t.right + 4L * column;
        panel.result = result;
        panel.start = t.accumulate ? result : ZEROS;
    }

    private static void copyIn(Gather t, long result, int i, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(Memory.ALL, result + t.outs[i + r], Memory.ALL, t.work + t.tailOuts[r], 4L * columns);
        }
    }

    private static void copyOut(Gather t, long result, int i, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(Memory.ALL, t.work + t.tailOuts[r], Memory.ALL, result + t.outs[i + r], 4L * columns);
        }
    }

    @Override
    public void sum(long result, long blocks, long stride, int blockCount, int count) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector sum = load(blocks + 4L * i);
            for (int block = 1; block < blockCount; block++) {
                sum = sum.add(load(blocks + block * stride + 4L * i));
            }
            sum.intoMemorySegment(Memory.ALL, result + 4L * i, ByteOrder.nativeOrder());
        }
        for (; i < count; i++) {
            float sum = Memory.ALL.get(JAVA_FLOAT_UNALIGNED, blocks + 4L * i);
            for (int block = 1; block < blockCount; block++) {
                sum += Memory.ALL.get(JAVA_FLOAT_UNALIGNED, blocks + block * stride + 4L * i);
            }
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, result + 4L * i, sum);
        }
    }

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(GatherTiles.SPECIES, Memory.ALL, address, ByteOrder.nativeOrder());
    }
}
