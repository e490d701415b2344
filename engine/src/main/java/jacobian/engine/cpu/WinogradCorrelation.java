package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.util.stream.Stream;

/// Convolution by 3x3 kernels forward and towards the input, see [WinogradLoops].
///
/// The kernel is transformed once per run. No sum crosses tiles, so the cut into units changes no bit.
final class WinogradCorrelation implements Convolution {
    private static final int PLANES = WinogradLoops.PLANES;

    /// Planes of a unit: a good part of a second-level cache of 1 MB, beside the kernel.
    private static final long UNIT_BYTES = 384 << 10;

    private final WinogradGrid grid;
    private final GatherMatmul matmul;
    private final WinogradLoops loops;
    private final boolean towardsInput;
    private final long kernelPlane;
    private final long sourcePlane;
    private final long resultPlane;
    private final double multiplyAdds;
    private final long[] rows;
    private final long[] terms;
    private final long[] outs;
    private final ThreadTeam.Work packing = this::pack;
    private final ThreadTeam.Work correlating = this::correlate;

    private WinogradWorker[] workers = {};

    // The run in progress, images and rows of tiles of a unit.
    private ConvCall call = new ConvCall(ThreadTeam.of(1), 0, Epilogue.NONE);
    private int images;
    private int height;

    WinogradCorrelation(ConvGeometry g, Kernels kernels, boolean towardsInput) {
        this.towardsInput = towardsInput;
        matmul = kernels.gather();
        loops = kernels.winograd();
        grid = new WinogradGrid(g, towardsInput, 4L * PLANES * (g.channels() + g.filters()), UNIT_BYTES);
        kernelPlane = WinogradGrid.planeBytes(grid.sourceChannels, grid.resultChannels);
        sourcePlane = grid.planeBytes(grid.sourceChannels);
        resultPlane = grid.planeBytes(grid.resultChannels);
        multiplyAdds = (double) g.outputPixels() * g.kernelSize() / 2;
        rows = WinogradGrid.offsets(grid.tiles(), 4L * grid.sourceChannels);
        terms = WinogradGrid.offsets(grid.sourceChannels, Float.BYTES);
        outs = WinogradGrid.offsets(grid.tiles(), 4L * grid.resultChannels);
    }

    @Override
    public long scratchBytes(int batch, int threads) {
        return PLANES * kernelPlane + threads * threadBytes();
    }

    @Override
    public long keptBytes() {
        return PLANES * kernelPlane;
    }

    private long threadBytes() {
        return WinogradWorker.bytes(grid) + PLANES * (sourcePlane + resultPlane);
    }

    @Override
    public void run(ConvCall call) {
        this.call = call;
        int threads = call.team().size();
        if (workers.length < threads) {
            workers = Stream.generate(() -> new WinogradWorker(grid, loops))
                    .limit(threads)
                    .toArray(WinogradWorker[]::new);
        }
        if (!call.hasKernel()) {
            Sharing.run(call.team(), PLANES * kernelPlane / 4.0 / Sharing.ELEMENTS, packing);
        }
        int bands = Math.max(ceil(grid.high, grid.band), ceil(threads, call.batch()));
        height = ceil(grid.high, Math.min(bands, grid.high));
        images = height < grid.high ? 1 : Math.clamp(call.batch() / threads, 1, grid.images);
        Sharing.run(call.team(), call.batch() * multiplyAdds / Sharing.MULTIPLY_ADDS, correlating);
    }

    private static int ceil(int n, int d) {
        return (n + d - 1) / d;
    }

    /// Transforms the share of thread `t` of the kernel.
    private void pack(int t) {
        int channels = towardsInput ? grid.resultChannels : grid.sourceChannels;
        int filters = towardsInput ? grid.sourceChannels : grid.resultChannels;
        int threads = call.team().size();
        long work = call.scratch() + PLANES * kernelPlane + t * threadBytes();
        int end = (int) ThreadTeam.firstBlock(channels, t + 1, threads);
        for (int c = (int) ThreadTeam.firstBlock(channels, t, threads); c < end; c++) {
            long taps = call.right() + 4L * c * filters;
            if (towardsInput) {
                loops.kernel(taps, 4L * channels * filters, filters, work, 4L * filters);
                turn(work, filters, call.kernel() + 4L * c);
            } else {
                loops.kernel(taps, 4L * channels * filters, filters, call.kernel() + 4L * c * filters, kernelPlane);
            }
        }
    }

    /// Towards the input the kernel is turned by half a turn, which for its transform is an exchange of planes, and
    /// its filters are summed.
    private void turn(long planes, int filters, long to) {
        for (int p = 0; p < PLANES; p++) {
            long from = planes + 4L * filters * (4 * turned(p / 4) + turned(p % 4));
            for (int f = 0; f < filters; f++) {
                float x = Memory.ALL.get(JAVA_FLOAT_UNALIGNED, from + 4L * f);
                Memory.ALL.set(JAVA_FLOAT_UNALIGNED, to + p * kernelPlane + 4L * f * grid.resultChannels, x);
            }
        }
    }

    private static int turned(int i) {
        return i == 0 ? 3 : i == 3 ? 0 : i;
    }

    /// The share of thread `t`.
    private void correlate(int t) {
        int threads = call.team().size();
        var worker = workers[t];
        long scratch = call.scratch() + PLANES * kernelPlane + t * threadBytes();
        worker.begin(scratch);
        long planes = scratch + WinogradWorker.bytes(grid);
        int bands = ceil(grid.high, height);
        long units = (long) ceil(call.batch(), images) * bands;
        long end = ThreadTeam.firstBlock(units, t + 1, threads);
        for (long unit = ThreadTeam.firstBlock(units, t, threads); unit < end; unit++) {
            int row = (int) (unit % bands) * height;
            unit(worker, t, unit / bands * images, row, Math.min(height, grid.high - row), planes);
        }
    }

    private void unit(WinogradWorker worker, int thread, long image, int row, int count, long planes) {
        int together = (int) Math.min(images, call.batch() - image);
        long products = planes + PLANES * sourcePlane;
        worker.source(call.left() + image * grid.sourceBytes(), together, row, count, planes, sourcePlane);
        multiply(worker.task, planes, products, together * count * grid.wide);
        long pixels = image * grid.resultPixels();
        worker.result(products, resultPlane, call.result() + 4 * pixels * grid.resultChannels, together, row, count);
        long from = pixels + 2L * row * grid.resultWidth();
        long to = pixels
                + (together - 1L) * grid.resultPixels()
                + (long) Math.min(2 * (row + count), grid.resultHeight()) * grid.resultWidth();
        call.epilogue().run(thread, from, to, 0, grid.resultChannels);
    }

    /// The product in each plane.
    private void multiply(Gather task, long planes, long products, int tiles) {
        task.rows = rows;
        task.terms = terms;
        task.outs = outs;
        task.rowFrom = 0;
        task.rowTo = tiles;
        task.termCount = grid.sourceChannels;
        task.termFrom = 0;
        task.depth = grid.sourceChannels;
        task.columns = grid.resultChannels;
        task.rightStep = 4L * grid.resultChannels;
        task.accumulate = false;
        for (int p = 0; p < PLANES; p++) {
            task.left = planes + p * sourcePlane;
            task.right = call.kernel() + p * kernelPlane;
            task.result = products + p * resultPlane;
            matmul.multiply(task);
        }
    }
}
