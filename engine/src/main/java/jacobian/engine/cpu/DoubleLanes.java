package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

/// What one kernel cell adds along a line of a float64 convolution. A lane is a channel of the target `y`; it sees
/// `depth` channels of the source `x`. Plain loops with four chains at a time, so that none waits for itself.
final class DoubleLanes {
    private static final long DOUBLE = Double.BYTES;

    /// Of each lane: the first channel it sees, its first element of a kernel cell; in bytes.
    private final long[] source;

    private final long[] kernel;
    private final int depth;

    /// Bytes between the elements of a kernel cell that a lane sees, between cells of source and target.
    private final long kernelStep;

    private final long xStep;
    private final long yStep;

    private int first;
    private int last;

    private DoubleLanes(int lanes, int depth, long kernelStep, long xStep, long yStep) {
        source = new long[lanes];
        kernel = new long[lanes];
        this.depth = depth;
        this.kernelStep = kernelStep;
        this.xStep = xStep;
        this.yStep = yStep;
    }

    static DoubleLanes of(ConvGeometry g, boolean towardsInput, long xStep, long yStep) {
        int lanes = towardsInput ? g.channels() : g.filters();
        int depth = towardsInput ? g.groupFilters() : g.groupChannels();
        var table = new DoubleLanes(lanes, depth, DOUBLE * (towardsInput ? 1 : g.filters()), xStep, yStep);
        for (int lane = 0; lane < lanes; lane++) {
            int group = lane / (lanes / g.groups());
            long row = towardsInput ? lane % g.groupChannels() : 0;
            table.source[lane] = DOUBLE * group * depth;
            table.kernel[lane] = DOUBLE * (towardsInput ? row * g.filters() + (long) group * depth : lane);
        }
        return table;
    }

    /// From now on only lanes `first..last-1`.
    void only(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /// `y[i][lane] += sum of x[i][...] * kernel[...]` for `count` cells.
    void addProducts(long x, long y, long cell, int count) {
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            for (int lane = first; lane < last; lane++) {
                fourProducts(x + i * xStep + source[lane], y + i * yStep + DOUBLE * lane, cell + kernel[lane]);
            }
        }
        for (; i < count; i++) {
            for (int lane = first; lane < last; lane++) {
                oneProduct(x + i * xStep + source[lane], y + i * yStep + DOUBLE * lane, cell + kernel[lane]);
            }
        }
    }

    private void fourProducts(long x, long y, long k) {
        double sum0 = get(y);
        double sum1 = get(y + yStep);
        double sum2 = get(y + 2 * yStep);
        double sum3 = get(y + 3 * yStep);
        for (int n = depth; n > 0; n--) {
            double w = get(k);
            sum0 = Math.fma(get(x), w, sum0);
            sum1 = Math.fma(get(x + xStep), w, sum1);
            sum2 = Math.fma(get(x + 2 * xStep), w, sum2);
            sum3 = Math.fma(get(x + 3 * xStep), w, sum3);
            x += DOUBLE;
            k += kernelStep;
        }
        set(y, sum0);
        set(y + yStep, sum1);
        set(y + 2 * yStep, sum2);
        set(y + 3 * yStep, sum3);
    }

    private void oneProduct(long x, long y, long k) {
        double sum = get(y);
        for (int n = depth; n > 0; n--) {
            sum = Math.fma(get(x), get(k), sum);
            x += DOUBLE;
            k += kernelStep;
        }
        set(y, sum);
    }

    /// `kernel[n][lane] += sum over count cells of x[i][n] * y[i][lane]`.
    void addToKernel(long x, long y, long cell, int count) {
        for (int n = 0; n < depth; n++) {
            long from = x + DOUBLE * n;
            long to = cell + n * kernelStep;
            int lane = first;
            for (; lane + 4 <= last; lane += 4) {
                fourSums(lane, from, y + DOUBLE * lane, to + DOUBLE * lane, count);
            }
            for (; lane < last; lane++) {
                oneSum(from + source[lane], y + DOUBLE * lane, to + DOUBLE * lane, count);
            }
        }
    }

    private void fourSums(int lane, long x, long y, long to, int count) {
        double sum0 = get(to);
        double sum1 = get(to + DOUBLE);
        double sum2 = get(to + 2 * DOUBLE);
        double sum3 = get(to + 3 * DOUBLE);
        long x0 = source[lane];
        long x1 = source[lane + 1];
        long x2 = source[lane + 2];
        long x3 = source[lane + 3];
        for (int i = count; i > 0; i--) {
            sum0 = Math.fma(get(x + x0), get(y), sum0);
            sum1 = Math.fma(get(x + x1), get(y + DOUBLE), sum1);
            sum2 = Math.fma(get(x + x2), get(y + 2 * DOUBLE), sum2);
            sum3 = Math.fma(get(x + x3), get(y + 3 * DOUBLE), sum3);
            x += xStep;
            y += yStep;
        }
        set(to, sum0);
        set(to + DOUBLE, sum1);
        set(to + 2 * DOUBLE, sum2);
        set(to + 3 * DOUBLE, sum3);
    }

    private void oneSum(long x, long y, long to, int count) {
        double sum = get(to);
        for (int i = count; i > 0; i--) {
            sum = Math.fma(get(x), get(y), sum);
            x += xStep;
            y += yStep;
        }
        set(to, sum);
    }

    private static double get(long address) {
        return Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, address);
    }

    private static void set(long address, double value) {
        Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, address, value);
    }
}
