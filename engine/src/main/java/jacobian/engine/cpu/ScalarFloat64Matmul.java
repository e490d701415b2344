package jacobian.engine.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// float64 matrix products in plain loops. The JIT compiler vectorises loops over arrays, not over memory
/// segments, and only where every array is indexed by the loop variable alone: so each row of a block of `b`
/// and of `c` is an array.
///
/// Four rows of `b` are added to a row of `c` in one pass; the chain of fma per element is that of the Vector
/// API's tiles.
final class ScalarFloat64Matmul extends MatmulPart {
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final int BYTES = Double.BYTES;
    private static final int COLUMNS = 256;

    private final double[][] rowsOfB;
    private final double[] rowOfA;
    private final double[] nextRowOfA;
    private final double[] sums;
    private final double[] nextSums;
    private final double[] before;

    private int firstDepth;
    private int depth;

    ScalarFloat64Matmul(MatmulGeometry geometry) {
        super(geometry, new Blocking(2, 64, 256, COLUMNS, COLUMNS));
        int padded = roundUp(blockDepth(geometry.depth()), 4);
        int columns = Math.min(COLUMNS, geometry.columns());
        sums = new double[columns];
        nextSums = new double[columns];
        before = new double[columns];
        rowsOfB = new double[padded][columns];
        rowOfA = new double[padded];
        nextRowOfA = new double[padded];
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

    private void readRowOfA(int i, double[] row) {
        var layout = geometry.a();
        read(a + layout.offset(0, i, firstDepth) * BYTES, layout.columnStride() * BYTES, row, depth);
    }

    private void write(double[] sums, int i, int j0, int columns, boolean add) {
        long target = c + geometry.c().offset(0, i, j0) * BYTES;
        if (add) {
            read(target, BYTES, before, columns);
            add(before, sums, columns);
        }
        MemorySegment.copy(sums, 0, Memory.ALL, ELEMENT, target, columns);
    }

    private void sumRows(int columns) {
        Arrays.fill(sums, 0, columns, 0.0);
        Arrays.fill(nextSums, 0, columns, 0.0);
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
        double x0 = rowOfA[k];
        double x1 = rowOfA[k + 1];
        double x2 = rowOfA[k + 2];
        double x3 = rowOfA[k + 3];
        double y0 = nextRowOfA[k];
        double y1 = nextRowOfA[k + 1];
        double y2 = nextRowOfA[k + 2];
        double y3 = nextRowOfA[k + 3];
        double[] b0 = rowsOfB[k];
        double[] b1 = rowsOfB[k + 1];
        double[] b2 = rowsOfB[k + 2];
        double[] b3 = rowsOfB[k + 3];
        double[] sums = this.sums;
        double[] nextSums = this.nextSums;
        for (int j = 0; j < columns; j++) {
            sums[j] = Math.fma(x3, b3[j], Math.fma(x2, b2[j], Math.fma(x1, b1[j], Math.fma(x0, b0[j], sums[j]))));
            nextSums[j] =
                    Math.fma(y3, b3[j], Math.fma(y2, b2[j], Math.fma(y1, b1[j], Math.fma(y0, b0[j], nextSums[j]))));
        }
    }

    private static void addOne(double a, double[] b, double[] sums, int columns) {
        for (int j = 0; j < columns; j++) {
            sums[j] = Math.fma(a, b[j], sums[j]);
        }
    }

    private static void add(double[] before, double[] sums, int columns) {
        for (int j = 0; j < columns; j++) {
            sums[j] = before[j] + sums[j];
        }
    }

    private static void read(long from, long step, double[] to, int count) {
        if (step == BYTES) {
            MemorySegment.copy(Memory.ALL, ELEMENT, from, to, 0, count);
        } else {
            for (int i = 0; i < count; i++, from += step) {
                to[i] = Memory.ALL.get(ELEMENT, from);
            }
        }
    }
}
