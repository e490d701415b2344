package jacobian.engine.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// float32 matrix products in plain loops. The JIT compiler vectorises loops over arrays, not over memory
/// segments, and only where every array is indexed by the loop variable alone: so each row of a block of `b`
/// and of `c` is an array.
///
/// Four rows of `b` are added to a row of `c` in one pass; the chain of fma per element is that of the Vector
/// API's tiles.
final class ScalarFloat32Matmul extends MatmulPart {
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int BYTES = Float.BYTES;
    private static final int COLUMNS = 256;

    private final float[][] rowsOfB;
    private final float[] rowOfA;
    private final float[] nextRowOfA;
    private final float[] sums;
    private final float[] nextSums;
    private final float[] before;

    private int firstDepth;
    private int depth;

    ScalarFloat32Matmul(MatmulGeometry geometry) {
        super(geometry, new Blocking(2, 64, 256, COLUMNS, COLUMNS));
        int padded = roundUp(blockDepth(geometry.depth()), 4);
        int columns = Math.min(COLUMNS, geometry.columns());
        sums = new float[columns];
        nextSums = new float[columns];
        before = new float[columns];
        rowsOfB = new float[padded][columns];
        rowOfA = new float[padded];
        nextRowOfA = new float[padded];
    }

    @Override
    protected long scratchBytes() {
        return 0;
    }

    @Override
    protected int elementBytes() {
        return BYTES;
    }

    @Override
    protected void packB(int k0, int k1, int j0, int j1) {
        firstDepth = k0;
        depth = k1 - k0;
        var layout = geometry.b();
        for (int k = 0; k < depth; k++) {
            read(b + layout.offset(0, k0 + k, j0) * BYTES, layout.columnStride() * BYTES, rowsOfB[k], j1 - j0);
        }
    }

    @Override
    protected void packA(int i0, int i1, int k0, int k1) {}

    /// Two rows at a time; a last single row is computed twice.
    @Override
    protected void multiply(int i0, int i1, int j0, int j1, boolean add) {
        int columns = j1 - j0;
        for (int i = i0; i < i1; i += 2) {
            int next = Math.min(i + 1, i1 - 1);
            readRowOfA(i, rowOfA);
            readRowOfA(next, nextRowOfA);
            sumRows(columns);
            write(sums, i, j0, columns, add);
            if (next > i) {
                write(nextSums, next, j0, columns, add);
            }
        }
    }

    private void readRowOfA(int i, float[] row) {
        var layout = geometry.a();
        read(a + layout.offset(0, i, firstDepth) * BYTES, layout.columnStride() * BYTES, row, depth);
    }

    private void write(float[] sums, int i, int j0, int columns, boolean add) {
        long target = c + geometry.c().offset(0, i, j0) * BYTES;
        if (add) {
            read(target, BYTES, before, columns);
            add(before, sums, columns);
        }
        MemorySegment.copy(sums, 0, Memory.ALL, ELEMENT, target, columns);
    }

    private void sumRows(int columns) {
        Arrays.fill(sums, 0, columns, 0f);
        Arrays.fill(nextSums, 0, columns, 0f);
        int k = 0;
        for (; k + 4 <= depth; k += 4) {
            addFour(k, columns);
        }
        for (; k < depth; k++) {
            addOne(rowOfA[k], rowsOfB[k], sums, columns);
            addOne(nextRowOfA[k], rowsOfB[k], nextSums, columns);
        }
    }

    /// The hot loop: 8 fma for 8 loads and stores.
    private void addFour(int k, int columns) {
        float x0 = rowOfA[k];
        float x1 = rowOfA[k + 1];
        float x2 = rowOfA[k + 2];
        float x3 = rowOfA[k + 3];
        float y0 = nextRowOfA[k];
        float y1 = nextRowOfA[k + 1];
        float y2 = nextRowOfA[k + 2];
        float y3 = nextRowOfA[k + 3];
        float[] b0 = rowsOfB[k];
        float[] b1 = rowsOfB[k + 1];
        float[] b2 = rowsOfB[k + 2];
        float[] b3 = rowsOfB[k + 3];
        float[] sums = this.sums;
        float[] nextSums = this.nextSums;
        for (int j = 0; j < columns; j++) {
            sums[j] = Math.fma(x3, b3[j], Math.fma(x2, b2[j], Math.fma(x1, b1[j], Math.fma(x0, b0[j], sums[j]))));
            nextSums[j] =
                    Math.fma(y3, b3[j], Math.fma(y2, b2[j], Math.fma(y1, b1[j], Math.fma(y0, b0[j], nextSums[j]))));
        }
    }

    private static void addOne(float a, float[] b, float[] sums, int columns) {
        for (int j = 0; j < columns; j++) {
            sums[j] = Math.fma(a, b[j], sums[j]);
        }
    }

    private static void add(float[] before, float[] sums, int columns) {
        for (int j = 0; j < columns; j++) {
            sums[j] = before[j] + sums[j];
        }
    }

    private static void read(long from, long step, float[] to, int count) {
        if (step == BYTES) {
            MemorySegment.copy(Memory.ALL, ELEMENT, from, to, 0, count);
        } else {
            for (int i = 0; i < count; i++, from += step) {
                to[i] = Memory.ALL.get(ELEMENT, from);
            }
        }
    }
}
