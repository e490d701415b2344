package jacobian.engine.cpu;

import java.util.stream.Stream;

/// The gradient of a convolution with respect to its 3x3 kernel, see [WinogradLoops]: of the transformed kernel it is
/// a product of transformed input and transformed upstream, summed over tiles, in each plane.
///
/// Images are cut into blocks, as many as the shape says and never the threads; each block sums planes of its own, and
/// those are added in the order of the blocks.
final class WinogradKernelGradient implements Convolution {
    private static final int PLANES = WinogradLoops.PLANES;

    /// Planes of input and upstream of a unit; the sums stand in the cache beside them.
    private static final long UNIT_BYTES = 384 << 10;

    /// The sums of all blocks.
    private static final long SUM_BYTES = 1 << 20;

    private static final int MOST_BLOCKS = 16;

    private final ConvGeometry geometry;
    private final WinogradGrid grid;
    private final GatherMatmul matmul;
    private final WinogradLoops loops;
    private final int channels;
    private final int filters;
    private final long sumPlane;
    private final long inputPlane;
    private final long upstreamPlane;
    private final long[] rows;
    private final long[] terms;
    private final long[] outs;
    private final ThreadTeam.Work summing = this::sum;
    private final ThreadTeam.Work combining = this::combine;

    private WinogradWorker[] workers = {};

    // The run in progress, blocks of its images and parts of the planes.
    private ConvCall call = new ConvCall(ThreadTeam.of(1), 0, Epilogue.NONE);
    private int blocks;
    private int pieces;

    WinogradKernelGradient(ConvGeometry g, Kernels kernels) {
        geometry = g;
        channels = g.channels();
        filters = g.filters();
        matmul = kernels.gather();
        loops = kernels.winograd();
        grid = new WinogradGrid(g, false, 4L * PLANES * (channels + filters), UNIT_BYTES);
        sumPlane = WinogradGrid.planeBytes(channels, filters);
        inputPlane = grid.planeBytes(channels);
        upstreamPlane = grid.planeBytes(filters);
        rows = WinogradGrid.offsets(channels, Float.BYTES);
        terms = WinogradGrid.offsets(grid.tiles(), 4L * channels);
        outs = WinogradGrid.offsets(channels, 4L * filters);
    }

    private int blocks(int batch) {
        return Math.clamp(SUM_BYTES / (PLANES * sumPlane), 1, Math.clamp(batch, 1, MOST_BLOCKS));
    }

    private long threadBytes() {
        return WinogradWorker.bytes(grid) + PLANES * (inputPlane + upstreamPlane);
    }

    @Override
    public long scratchBytes(int batch, int threads) {
        return blocks(batch) * PLANES * sumPlane + threads * threadBytes();
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
        blocks = blocks(call.batch());
        pieces = Math.clamp((threads + blocks - 1) / blocks, 1, PLANES);
        double multiplyAdds = (double) call.batch() * geometry.outputPixels() * geometry.kernelSize() / 2;
        Sharing.run(call.team(), multiplyAdds / Sharing.MULTIPLY_ADDS, summing);
        Sharing.run(call.team(), (double) blocks * PLANES * sumPlane / 4 / Sharing.ELEMENTS, combining);
    }

    /// The share of thread `t` of the sums.
    private void sum(int t) {
        int threads = call.team().size();
        var worker = workers[t];
        long scratch = call.scratch() + blocks * PLANES * sumPlane + t * threadBytes();
        worker.begin(scratch);
        int units = blocks * pieces;
        int end = (int) ThreadTeam.firstBlock(units, t + 1, threads);
        for (int unit = (int) ThreadTeam.firstBlock(units, t, threads); unit < end; unit++) {
            block(worker, unit / pieces, unit % pieces, scratch + WinogradWorker.bytes(grid));
        }
    }

    /// Part `piece` of the planes, summed over block `block` of the images.
    private void block(WinogradWorker worker, int block, int piece, long inputs) {
        long upstreams = inputs + PLANES * inputPlane;
        worker.task.accumulate = false;
        long last = ThreadTeam.firstBlock(call.batch(), block + 1, blocks);
        for (long image = ThreadTeam.firstBlock(call.batch(), block, blocks); image < last; image += grid.images) {
            int together = (int) Math.min(grid.images, last - image);
            long input = call.left() + image * grid.sourceBytes();
            long upstream = call.right() + 4 * image * grid.resultPixels() * filters;
            for (int row = 0; row < grid.high; row += grid.band) {
                int count = Math.min(grid.band, grid.high - row);
                worker.source(input, together, row, count, inputs, inputPlane);
                worker.upstream(upstream, together, row, count, upstreams, upstreamPlane);
                multiply(worker.task, block, piece, inputs, together * count * grid.wide);
                worker.task.accumulate = true;
            }
        }
    }

    private void multiply(Gather task, int block, int piece, long inputs, int tiles) {
        task.rows = rows;
        task.terms = terms;
        task.outs = outs;
        task.rowFrom = 0;
        task.rowTo = channels;
        task.termCount = tiles;
        task.termFrom = 0;
        task.depth = tiles;
        task.columns = filters;
        task.rightStep = 4L * filters;
        int end = (int) ThreadTeam.firstBlock(PLANES, piece + 1, pieces);
        for (int p = (int) ThreadTeam.firstBlock(PLANES, piece, pieces); p < end; p++) {
            task.left = inputs + p * inputPlane;
            task.right = inputs + PLANES * inputPlane + p * upstreamPlane;
            task.result = sums(block) + p * sumPlane;
            matmul.multiply(task);
        }
    }

    private long sums(int block) {
        return call.scratch() + block * PLANES * sumPlane;
    }

    /// Adds the blocks' sums and transforms them back; thread `t` does its share of the channels.
    private void combine(int t) {
        int threads = call.team().size();
        long row = 4L * filters;
        int end = (int) ThreadTeam.firstBlock(channels, t + 1, threads);
        for (int c = (int) ThreadTeam.firstBlock(channels, t, threads); c < end; c++) {
            long first = sums(0) + c * row;
            for (int p = 0; p < PLANES; p++) {
                long plane = first + p * sumPlane;
                matmul.sum(plane, plane, PLANES * sumPlane, blocks, filters);
            }
            loops.kernelGradient(first, sumPlane, filters, call.result() + c * row, channels * row);
        }
    }
}
