package jacobian.engine.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Float64 convolution forward and towards the input: blocks of result cells are lowered to columns in scratch
/// memory and multiplied by the kernel, one matrix product per group and phase.
///
/// An element's sum is that of [Matmul] over the cells of the kernel in the order of the phase; blocks and threads
/// cut between elements only, so neither changes a bit.
final class DoubleCorrelation implements Convolution {
    private static final long DOUBLE = Double.BYTES;

    /// Columns of a block: they stay in the second-level cache until they are multiplied.
    private static final long BLOCK_BYTES = 384 << 10;

    /// Fewer rows are not worth packing the kernel for; of more nothing is gained.
    private static final int LEAST_ROWS = 96;

    private static final int MOST_ROWS = 1024;

    private final ConvGeometry g;
    private final boolean towardsInput;
    private final Kernels kernels;
    private final List<DoublePart> parts = new ArrayList<>();
    private final long resultPixels;
    private final int resultChannels;

    private final int groups;
    private final int rows;
    private final ThreadTeam.Work turning = this::turn;
    private final ThreadTeam.Work correlating = this::correlate;

    private MatmulPart[][] workers = {};

    // The run in progress, and how many result cells a unit of it has.
    private ConvCall call = new ConvCall(ThreadTeam.of(1), 0, Epilogue.NONE);
    private long unit;

    static DoubleCorrelation forward(ConvGeometry geometry, Kernels kernels) {
        return new DoubleCorrelation(geometry, false, kernels);
    }

    static DoubleCorrelation inputGradient(ConvGeometry geometry, Kernels kernels) {
        return new DoubleCorrelation(geometry, true, kernels);
    }

    private DoubleCorrelation(ConvGeometry geometry, boolean towardsInput, Kernels kernels) {
        g = geometry;
        this.towardsInput = towardsInput;
        this.kernels = kernels;
        groups = g.groups();
        resultPixels = towardsInput ? g.inputPixels() : g.outputPixels();
        resultChannels = towardsInput ? g.channels() : g.filters();
        addParts();
        long widest = DOUBLE;
        for (var part : parts) {
            widest = Math.max(widest, part.columns().rowBytes());
        }
        rows = Math.clamp(BLOCK_BYTES / widest, LEAST_ROWS, MOST_ROWS);
    }

    private void addParts() {
        var phases = new AxisPhase[3][];
        int[] source = new int[3];
        for (int i = 0; i < 3; i++) {
            ConvAxis axis = g.axes()[i];
            phases[i] = towardsInput ? AxisPhase.inputGradient(axis) : AxisPhase.forward(axis);
            source[i] = towardsInput ? axis.output() : axis.input();
        }
        long kernel = 0;
        for (var d : phases[0]) {
            for (var h : phases[1]) {
                for (var w : phases[2]) {
                    AxisPhase[] phase = {d, h, w};
                    int channels = towardsInput ? g.filters() : g.channels();
                    var columns = new DoubleColumns(phase, source, channels, groups);
                    var part = DoublePart.of(phase, columns, g, kernel);
                    parts.add(part);
                    kernel += DOUBLE * part.taps().length * g.groupChannels() * g.filters();
                }
            }
        }
    }

    /// The product of a group of a part. Towards the input the kernel has been turned.
    private MatmulGeometry product(DoublePart part) {
        int depth = part.columns().depth();
        int columns = resultChannels / groups;
        var left = MatrixLayout.rowMajor(part.columns().rowBytes() / DOUBLE);
        var right = towardsInput ? MatrixLayout.transposed(depth) : MatrixLayout.rowMajor(g.filters());
        var result = MatrixLayout.rowMajor(resultChannels);
        return new MatmulGeometry(1, rows, columns, depth, left, right, result, false).withSteadyB();
    }

    private MatmulPart[] worker() {
        var products = new MatmulPart[parts.size()];
        Arrays.setAll(products, i -> kernels.float64Matmul(product(parts.get(i))));
        return products;
    }

    private void prepare(int threads) {
        int ready = workers.length;
        if (ready < threads) {
            workers = Arrays.copyOf(workers, threads);
            for (int t = ready; t < threads; t++) {
                workers[t] = worker();
            }
        }
    }

    @Override
    public long scratchBytes(int batch, int threads) {
        prepare(threads);
        return kernelBytes() + threads * threadBytes();
    }

    private long kernelBytes() {
        return towardsInput ? align(DOUBLE * g.kernelSize()) : 0;
    }

    /// Columns, one block of the result if it is to be scattered, and what the products need.
    private long threadBytes() {
        long bytes = columnBytes() + resultBytes();
        for (var product : workers[0]) {
            bytes += align(product.scratchBytes());
        }
        return bytes;
    }

    private long columnBytes() {
        long widest = 0;
        for (int i = 0; i < parts.size(); i++) {
            widest = Math.max(widest, parts.get(i).columns().rowBytes());
        }
        return align(rows * widest);
    }

    private long resultBytes() {
        return scattered() ? align(DOUBLE * rows * resultChannels) : 0;
    }

    /// Whether cells that lie side by side in the result belong to different parts.
    private boolean scattered() {
        return parts.size() > 1;
    }

    private static long align(long bytes) {
        return (bytes + Memory.ALIGNMENT - 1) & -Memory.ALIGNMENT;
    }

    @Override
    public void run(ConvCall call) {
        this.call = call;
        int threads = call.team().size();
        prepare(threads);
        if (towardsInput) {
            Sharing.run(call.team(), g.kernelSize() / Sharing.ELEMENTS, turning);
        }
        unit = unit(call.batch(), threads);
        double multiplyAdds = (double) call.batch() * g.outputPixels() * g.kernelSize();
        Sharing.run(call.team(), 2 * multiplyAdds / Sharing.MULTIPLY_ADDS, correlating);
    }

    /// A block of cells, or of whole images where each has cells of many parts.
    private long unit(int batch, int threads) {
        long share = (batch * resultPixels + threads - 1) / threads;
        if (!scattered()) {
            return Math.clamp(share, 1, rows);
        }
        long images = Math.min(rows * (long) parts.size(), share) / resultPixels;
        return Math.max(1, images) * resultPixels;
    }

    private void turn(int t) {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).turn(g, call, t);
        }
    }

    /// The share of thread `t`.
    private void correlate(int t) {
        begin(t);
        int threads = call.team().size();
        long cells = call.batch() * resultPixels;
        long units = (cells + unit - 1) / unit;
        long end = ThreadTeam.firstBlock(units, t + 1, threads);
        for (long i = ThreadTeam.firstBlock(units, t, threads); i < end; i++) {
            unit(t, i * unit, Math.min(cells, (i + 1) * unit));
        }
    }

    /// The kernel may have changed, scratch memory may have moved.
    private void begin(int t) {
        long scratch = columns(t) + columnBytes() + resultBytes();
        for (var product : workers[t]) {
            product.scratch = scratch;
            product.forgetB();
            scratch += align(product.scratchBytes());
        }
    }

    private long columns(int t) {
        return call.scratch() + kernelBytes() + t * threadBytes();
    }

    /// Result cells `from..to-1`, all parts of them.
    private void unit(int t, long from, long to) {
        for (int i = 0; i < parts.size(); i++) {
            long each = scattered() ? parts.get(i).columns().rows() : 1;
            long pixels = scattered() ? resultPixels : 1;
            long last = to / pixels * each;
            for (long row = from / pixels * each; row < last; row += rows) {
                block(t, i, row, Math.min(last, row + rows));
            }
        }
        call.epilogue().run(t, from, to, 0, resultChannels);
    }

    private void block(int t, int i, long from, long to) {
        DoublePart part = parts.get(i);
        part.columns().gather(call.left(), from, to, columns(t));
        if (scattered()) {
            long block = columns(t) + columnBytes();
            multiply(t, i, (int) (to - from), block);
            part.scatter(g, from, to, block, call.result());
        } else {
            multiply(t, i, (int) (to - from), call.result() + DOUBLE * from * resultChannels);
        }
    }

    private void multiply(int t, int i, int rows, long result) {
        DoublePart part = parts.get(i);
        long kernel = towardsInput ? call.scratch() + part.kernel() : call.right();
        MatmulPart product = workers[t][i];
        int depth = part.columns().depth();
        int columns = resultChannels / groups;
        for (int group = 0; group < groups; group++) {
            product.a = columns(t) + DOUBLE * group * depth;
            product.b = kernel + DOUBLE * group * columns * (towardsInput ? depth : 1);
            product.c = result + DOUBLE * group * columns;
            product.beginRun();
            product.run(group, 0, rows, 0, columns);
        }
    }
}
