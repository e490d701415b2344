package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What one kernel cell adds along a line of a float64 convolution. A lane is a channel of the target `y`; it sees
/// `depth` channels of the source `x`. In plain loops several chains go on at a time, so that none waits for itself.
///
/// The vectors of [LaneLoops] need what adjacent lanes see side by side: source and kernel are spread for them, to
/// `depth` rows of one element for each lane.
final class DoubleLanes {
    private static final long DOUBLE = Double.BYTES;

    /// Of each lane: the first channel it sees, its first element of a kernel cell; in bytes.
    private final long[] source;

    private final long[] kernel;
    private final int depth;

    /// Bytes between the channels of the source, and the elements of a kernel cell, that a lane sees.
    private final long sourceStep;

    private final long kernelStep;
    private final @Nullable LaneLoops vectors;

    /// Bytes between two cells of source and target on a line.
    private long xStep;

    private long yStep;
    private int first;
    private int last;

    private DoubleLanes(int lanes, int depth, long sourceStep, long kernelStep, @Nullable LaneLoops vectors) {
        source = new long[lanes];
        kernel = new long[lanes];
        this.depth = depth;
        this.sourceStep = sourceStep;
        this.kernelStep = kernelStep;
        this.vectors = vectors;
    }

    /// The lanes of arrays as they are given.
    static DoubleLanes of(ConvGeometry g, boolean towardsInput) {
        int lanes = towardsInput ? g.channels() : g.filters();
        int depth = towardsInput ? g.groupFilters() : g.groupChannels();
        var table = new DoubleLanes(lanes, depth, DOUBLE, DOUBLE * (towardsInput ? 1 : g.filters()), null);
        for (int lane = 0; lane < lanes; lane++) {
            int group = lane / (lanes / g.groups());
            long row = towardsInput ? lane % g.groupChannels() : 0;
            table.source[lane] = DOUBLE * group * depth;
            table.kernel[lane] = DOUBLE * (towardsInput ? row * g.filters() + (long) group * depth : lane);
        }
        return table;
    }

    /// The same lanes of spread arrays.
    DoubleLanes spread(LaneLoops vectors) {
        int lanes = source.length;
        var table = new DoubleLanes(lanes, depth, DOUBLE * lanes, DOUBLE * lanes, vectors);
        Arrays.setAll(table.source, lane -> DOUBLE * lane);
        Arrays.setAll(table.kernel, lane -> DOUBLE * lane);
        return table;
    }

    /// Bytes of a spread cell of source or kernel.
    long spreadBytes() {
        return DOUBLE * depth * source.length;
    }

    /// Spreads `cells` cells of the source, which are `step` bytes apart.
    void spreadSource(long from, long step, long cells, long to) {
        for (long cell = 0; cell < cells; cell++) {
            spread(from + cell * step, source, sourceStep, to + cell * spreadBytes());
        }
    }

    /// Spreads `cells` cells of the kernel.
    void spreadKernel(long from, int cells, long to) {
        for (long cell = 0; cell < cells; cell++) {
            spread(from + cell * spreadBytes(), kernel, kernelStep, to + cell * spreadBytes());
        }
    }

    private void spread(long from, long[] lanes, long step, long to) {
        for (int n = 0; n < depth; n++) {
            for (int lane = 0; lane < lanes.length; lane++) {
                set(to, get(from + lanes[lane]));
                to += DOUBLE;
            }
            from += step;
        }
    }

    /// From now on lines whose cells are so many bytes apart.
    void walk(long xStep, long yStep) {
        this.xStep = xStep;
        this.yStep = yStep;
        if (vectors != null) {
            vectors.xStep = xStep;
            vectors.yStep = yStep;
        }
    }

    /// From now on only lanes `first..last-1`.
    void only(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /// `y[i][lane] += sum of x[i][...] * kernel[...]` for `count` cells.
    void addProducts(long x, long y, long cell, int count) {
        int from = vectorProducts(x, y, cell, count);
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            for (int lane = from; lane < last; lane++) {
                fourProducts(x + i * xStep + source[lane], y + i * yStep + DOUBLE * lane, cell + kernel[lane]);
            }
        }
        for (; i < count; i++) {
            for (int lane = from; lane < last; lane++) {
                oneProduct(x + i * xStep + source[lane], y + i * yStep + DOUBLE * lane, cell + kernel[lane]);
            }
        }
    }

    /// Whole vectors of lanes; returns the first lane after them.
    private int vectorProducts(long x, long y, long cell, int count) {
        int lane = first;
        if (vectors != null) {
            for (; lane + vectors.width() <= last; lane += vectors.width()) {
                long at = DOUBLE * lane;
                for (int n = 0; n < depth; n++) {
                    vectors.addProducts(x + n * sourceStep + at, y + at, cell + n * kernelStep + at, count);
                }
            }
        }
        return lane;
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
            x += sourceStep;
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
            x += sourceStep;
            k += kernelStep;
        }
        set(y, sum);
    }

    /// `kernel[n][lane] += sum over count cells of x[i][n] * y[i][lane]`.
    void addToKernel(long x, long y, long cell, int count) {
        for (int n = 0; n < depth; n++) {
            long from = x + n * sourceStep;
            long to = cell + n * kernelStep;
            int lane = first;
            if (vectors != null) {
                for (; lane + vectors.width() <= last; lane += vectors.width()) {
                    vectors.addToKernel(from + DOUBLE * lane, y + DOUBLE * lane, to + DOUBLE * lane, count);
                }
            }
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

    /// `y[i] += x[i]` for `count` cells.
    void addTerms(long x, long y, int count) {
        for (int i = count; i > 0; i--) {
            set(y, get(y) + get(x));
            x += xStep;
            y += yStep;
        }
    }

    private static double get(long address) {
        return Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, address);
    }

    private static void set(long address, double value) {
        Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, address, value);
    }
}
