package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.util.Arrays;

/// [GatherMatmul] in plain loops over arrays, which C2 turns into vector instructions: for a Java without the
/// incubator module. The left operand is gathered into one array per element of the summed axis, eight of which
/// are taken at once.
public final class ScalarGather implements GatherMatmul {
    private static final int ROWS = 128;
    private static final int DEPTH = 64;
    private static final int FUSED = 8;

    /// Blocks of one thread: `left[k][row]` and `result[column][row]`.
    private static final class Blocks {
        final float[][] left = new float[DEPTH][ROWS];
        float[][] result = new float[0][];
        final float[] weights = new float[DEPTH];
    }

    private static final ThreadLocal<Blocks> BLOCKS = ThreadLocal.withInitial(Blocks::new);

    private final int lanes;

    ScalarGather() {
        this(16);
    }

    /// Takes right operands whose panels are packed for vectors of so many floats.
    public ScalarGather(int lanes) {
        this.lanes = lanes;
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public void multiply(Gather t) {
        Blocks blocks = BLOCKS.get();
        if (blocks.result.length < t.columns) {
            blocks.result = new float[t.columns][ROWS];
        }
        for (int from = t.rowFrom; from < t.rowTo; from += ROWS) {
            int rows = Math.min(ROWS, t.rowTo - from);
            for (int j = 0; j < t.columns; j++) {
                Arrays.fill(blocks.result[j], 0, rows, 0);
            }
            for (int k = 0; k < t.termCount; k += DEPTH) {
                int depth = Math.min(DEPTH, t.termCount - k);
                gather(t, blocks, from, rows, k, depth);
                for (int j = 0; j < t.columns; j++) {
                    loadWeights(t, blocks.weights, j, k, depth);
                    accumulate(blocks, blocks.result[j], depth, rows);
                }
            }
            store(t, blocks.result, from, rows);
        }
    }

    private static void store(Gather t, float[][] result, int from, int rows) {
        for (int j = 0; j < t.columns; j++) {
            for (int i = 0; i < rows; i++) {
                put(t, t.result + t.outs[from + i] + 4L * j, result[j][i]);
            }
        }
    }

    private static void put(Gather t, long out, float sum) {
        float value = t.accumulate ? Memory.ALL.get(JAVA_FLOAT_UNALIGNED, out) + sum : sum;
        Memory.ALL.set(JAVA_FLOAT_UNALIGNED, out, value);
    }

    private static void gather(Gather t, Blocks blocks, int from, int rows, int first, int depth) {
        for (int k = 0; k < depth; k++) {
            long source = t.left + t.terms[first + k];
            float[] row = blocks.left[k];
            for (int i = 0; i < rows; i++) {
                row[i] = Memory.ALL.get(JAVA_FLOAT_UNALIGNED, source + t.rows[from + i]);
            }
        }
    }

    private void loadWeights(Gather t, float[] weights, int column, int first, int depth) {
        int panel = 2 * lanes;
        int padded = (t.columns + lanes - 1) / lanes * lanes;
        int start = column / panel * panel;
        long step = t.rightStep == 0 ? 4L * Math.min(panel, padded - start) : t.rightStep;
        long from = t.right
                + 4L * (column - start)
                + 4L * start * (t.rightStep == 0 ? t.depth : 1)
                + (t.termFrom + first) * step;
        for (int k = 0; k < depth; k++) {
            weights[k] = Memory.ALL.get(JAVA_FLOAT_UNALIGNED, from + k * step);
        }
    }

    private static void accumulate(Blocks blocks, float[] sum, int depth, int rows) {
        float[][] left = blocks.left;
        float[] w = blocks.weights;
        int k = 0;
        for (; k + FUSED <= depth; k += FUSED) {
            addEight(sum, rows, left, w, k);
        }
        for (; k < depth; k++) {
            addOne(sum, rows, left[k], w[k]);
        }
    }

    private static void addEight(float[] sum, int rows, float[][] left, float[] w, int k) {
        float[] x0 = left[k];
        float[] x1 = left[k + 1];
        float[] x2 = left[k + 2];
        float[] x3 = left[k + 3];
        float[] x4 = left[k + 4];
        float[] x5 = left[k + 5];
        float[] x6 = left[k + 6];
        float[] x7 = left[k + 7];
        float w0 = w[k];
        float w1 = w[k + 1];
        float w2 = w[k + 2];
        float w3 = w[k + 3];
        float w4 = w[k + 4];
        float w5 = w[k + 5];
        float w6 = w[k + 6];
        float w7 = w[k + 7];
        for (int i = 0; i < rows; i++) {
            float c = Math.fma(x0[i], w0, sum[i]);
            c = Math.fma(x1[i], w1, c);
            c = Math.fma(x2[i], w2, c);
            c = Math.fma(x3[i], w3, c);
            c = Math.fma(x4[i], w4, c);
            c = Math.fma(x5[i], w5, c);
            c = Math.fma(x6[i], w6, c);
            sum[i] = Math.fma(x7[i], w7, c);
        }
    }

    private static void addOne(float[] sum, int rows, float[] x, float w) {
        for (int i = 0; i < rows; i++) {
            sum[i] = Math.fma(x[i], w, sum[i]);
        }
    }

    @Override
    public void multiplyLanes(Gather t) {
        for (int i = t.rowFrom; i < t.rowTo; i++) {
            for (int j = 0; j < t.columns; j++) {
                lane(t, i, 4L * j);
            }
        }
    }

    /// One element of [#multiplyLanes], `offset` bytes along its row.
    public static void lane(Gather t, int row, long offset) {
        float sum = 0;
        long left = t.left + t.rows[row] + offset;
        for (int k = 0; k < t.termCount; k++) {
            float x = Memory.ALL.get(JAVA_FLOAT_UNALIGNED, left + t.terms[k]);
            sum = Math.fma(
                    x, Memory.ALL.get(JAVA_FLOAT_UNALIGNED, t.right + (t.termFrom + k) * t.rightStep + offset), sum);
        }
        put(t, t.result + t.outs[row] + offset, sum);
    }

    @Override
    public void sum(long result, long blocks, long stride, int blockCount, int count) {
        for (int i = 0; i < count; i++) {
            float sum = Memory.ALL.get(JAVA_FLOAT_UNALIGNED, blocks + 4L * i);
            for (int block = 1; block < blockCount; block++) {
                sum += Memory.ALL.get(JAVA_FLOAT_UNALIGNED, blocks + block * stride + 4L * i);
            }
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, result + 4L * i, sum);
        }
    }
}
