package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;

/// The gradient of a convolution with respect to its kernel: `sum over pixels of input[pixel + tap] *
/// upstream[pixel]`, one gathered matrix product per band of an image and group, whose summed axis is the
/// output pixels.
///
/// Images are cut into blocks, as many as the shape says and never the threads; each block has a partial kernel
/// of its own, and the partial kernels are added in the order of the blocks.
final class KernelGradient implements Convolution {
    /// Input and upstream of a band together, in bytes: they are walked once per tile of the kernel.
    private static final long BAND_BYTES = 96 << 10;

    /// Terms that a tile should have, so that what it does before and after them is little: small images are
    /// taken several at a time.
    private static final long TERMS = 256;

    private static final long IMAGES_BYTES = 1 << 20;
    private static final long PARTIAL_BYTES = 32 << 20;
    private static final int MOST_BLOCKS = 16;
    private static final int BLOCK_IMAGES = 4;

    private final ConvGeometry geometry;
    private final int groups;
    private final int groupFilters;
    private final int groupChannels;
    private final GatherMatmul matmul;
    private final SourceWindow window;
    private final int outerCount;
    private final int innerPixels;
    private final int band;
    private final int images;
    private final int columns;
    private final int depth;
    private final long[] rows;
    private final int panel;
    private final long[] outs;
    private final long[] lastOuts;
    private final long[] pixels;
    private final boolean dense;
    private final ThreadTeam.Work summing = this::sum;
    private final ThreadTeam.Work combining = this::combine;

    private Worker[] workers = {};

    // The run in progress, blocks of its images and pieces of the kernel.
    private ConvCall call = new ConvCall(ThreadTeam.of(1), 0, Epilogue.NONE);
    private int blocks;
    private int pieces;

    KernelGradient(ConvGeometry g, GatherMatmul matmul) {
        geometry = g;
        groups = g.depthwise() ? 1 : g.groups();
        groupFilters = g.filters() / groups;
        groupChannels = g.depthwise() ? 1 : g.groupChannels();
        this.matmul = matmul;
        var phases = new AxisPhase[3][];
        int[] extent = new int[3];
        for (int i = 0; i < 3; i++) {
            phases[i] = AxisPhase.forward(g.axes()[i]);
            extent[i] = g.axes()[i].input();
        }
        int outer = g.depth().output() > 1 ? 0 : g.height().output() > 1 ? 1 : 2;
        outerCount = phases[outer][0].count();
        innerPixels = Math.toIntExact(g.outputPixels() / outerCount);
        columns = g.depthwise() ? groupFilters : matmul.padded(groupFilters);
        dense = columns == groupFilters;
        depth = g.taps() * groupChannels;
        long cell = 4
                * (g.inputPixels() / extent[outer] * g.channels() * g.axes()[outer].stride()
                        + (long) innerPixels * g.filters());
        int most = Math.clamp(BAND_BYTES / cell, 1, outerCount);
        int bands = (outerCount + most - 1) / most;
        band = (outerCount + bands - 1) / bands;
        images = bands > 1 ? 1 : Math.clamp(Math.min(TERMS / g.outputPixels(), IMAGES_BYTES / (cell * band)), 1, 16);
        window = new SourceWindow(extent, g.channels(), phases, outer, band);
        rows = kernelRows();
        panel = g.depthwise() ? columns : 2 * matmul.lanes();
        outs = panelRows(panel);
        lastOuts = panelRows(columns % panel);
        pixels = everyImage(outputPixels(outer));
    }

    /// Where the rows of a panel `width` columns wide lie: dense, so that a tile adds to one stretch of memory.
    private long[] panelRows(int width) {
        long[] table = new long[depth];
        Arrays.setAll(table, k -> 4L * k * width);
        return table;
    }

    private long[] kernelRows() {
        long[] table = new long[depth];
        ConvAxis[] axes = geometry.axes();
        int n = 0;
        for (int d = 0; d < axes[0].kernel(); d++) {
            for (int h = 0; h < axes[1].kernel(); h++) {
                for (int w = 0; w < axes[2].kernel(); w++) {
                    long cell = d * axes[0].dilation() * window.stride(0)
                            + h * axes[1].dilation() * window.stride(1)
                            + w * axes[2].dilation() * window.stride(2);
                    for (int c = 0; c < groupChannels; c++) {
                        table[n++] = cell + 4L * c;
                    }
                }
            }
        }
        return table;
    }

    /// Offset of the first input cell under each output pixel of a band.
    private long[] outputPixels(int outer) {
        ConvAxis[] axes = geometry.axes();
        int[] count = {axes[0].output(), axes[1].output(), axes[2].output()};
        count[outer] = band;
        long[] table = new long[count[0] * count[1] * count[2]];
        for (int i = 0; i < table.length; i++) {
            int[] index = {i / count[2] / count[1], i / count[2] % count[1], i % count[2]};
            for (int axis = 0; axis < 3; axis++) {
                table[i] += window.offset(axis, index[axis] * axes[axis].stride() - axes[axis].low());
            }
        }
        return table;
    }

    private long[] everyImage(long[] one) {
        long[] table = Arrays.copyOf(one, images * one.length);
        for (int i = one.length; i < table.length; i++) {
            table[i] = table[i - one.length] + window.imageStride();
        }
        return table;
    }

    private int blocks(int batch) {
        return Math.clamp(PARTIAL_BYTES / partialBytes(), 1, Math.clamp(batch / BLOCK_IMAGES, 1, MOST_BLOCKS));
    }

    private long partialBytes() {
        return 4L * groups * depth * columns;
    }

    private long upstreamCopyBytes() {
        return dense ? 0 : align(4L * images * band * innerPixels * groups * columns);
    }

    private static long align(long bytes) {
        return (bytes + Memory.ALIGNMENT - 1) & -Memory.ALIGNMENT;
    }

    private long threadBytes() {
        return align(GatherMatmul.WORK_BYTES) + align(images * window.bytes()) + upstreamCopyBytes();
    }

    @Override
    public long scratchBytes(int batch, int threads) {
        return align(blocks(batch) * partialBytes()) + threads * threadBytes();
    }

    @Override
    public void run(ConvCall call) {
        this.call = call;
        int threads = call.team().size();
        if (workers.length < threads) {
            workers = Stream.generate(Worker::new).limit(threads).toArray(Worker[]::new);
        }
        blocks = blocks(call.batch());
        pieces = threads == 1 ? 1 : Math.clamp((2 * threads + blocks - 1) / blocks, 1, (depth + 7) / 8);
        double multiplyAdds = (double) call.batch() * geometry.outputPixels() * geometry.kernelSize();
        Sharing.run(call.team(), multiplyAdds / Sharing.MULTIPLY_ADDS, summing);
        Sharing.run(call.team(), (double) blocks * geometry.kernelSize() / Sharing.ELEMENTS, combining);
    }

    /// A thread's own things.
    private final class Worker {
        final Gather task = new Gather();
        final SourceWindow.Halo[] halos = new SourceWindow.Halo[images];

        Worker() {
            Arrays.setAll(halos, _ -> new SourceWindow.Halo());
        }

        void begin(long work) {
            task.work = work;
            for (int i = 0; i < halos.length; i++) {
                halos[i].begin(work + align(GatherMatmul.WORK_BYTES) + i * window.bytes());
            }
        }
    }

    /// The share of thread `t` of the partial kernels.
    private void sum(int t) {
        int threads = call.team().size();
        var worker = workers[t];
        worker.begin(call.scratch() + align(blocks * partialBytes()) + t * threadBytes());
        int units = blocks * pieces;
        int end = (int) ThreadTeam.firstBlock(units, t + 1, threads);
        for (int unit = (int) ThreadTeam.firstBlock(units, t, threads); unit < end; unit++) {
            block(worker, unit / pieces, unit % pieces);
        }
    }

    /// Piece `piece` of the kernel's rows, summed over block `block` of the images.
    private void block(Worker worker, int block, int piece) {
        Gather task = worker.task;
        int tiles = (depth + GatherMatmul.MAX_TILE_ROWS - 1) / GatherMatmul.MAX_TILE_ROWS;
        task.rowFrom = (int) ThreadTeam.firstBlock(tiles, piece, pieces) * GatherMatmul.MAX_TILE_ROWS;
        task.rowTo =
                Math.min(depth, (int) ThreadTeam.firstBlock(tiles, piece + 1, pieces) * GatherMatmul.MAX_TILE_ROWS);
        task.accumulate = false;
        long first = ThreadTeam.firstBlock(call.batch(), block, blocks);
        long last = ThreadTeam.firstBlock(call.batch(), block + 1, blocks);
        for (long image = first; image < last; image += images) {
            int together = (int) Math.min(images, last - image);
            for (int from = 0; from < outerCount; from += band) {
                int places = Math.min(band, outerCount - from);
                task.left = left(worker, image, together, from, places);
                task.right = right(worker, image, from, together * places);
                band(task, block, together * places);
                task.accumulate = true;
            }
        }
    }

    /// Where `places` places of the outermost axis are read, beginning at `from`, of one image, or `together`
    /// images whole.
    private long left(Worker worker, long image, int together, int from, int places) {
        long imageBytes = 4 * geometry.inputPixels() * geometry.channels();
        long first = call.left() + image * imageBytes;
        for (int i = 1; i < together; i++) {
            window.open(first + i * imageBytes, from, places, worker.halos[i]);
        }
        return window.open(first, from, places, worker.halos[0]);
    }

    /// Where the upstream of `places` places is read.
    private long right(Worker worker, long image, int from, int places) {
        long pixel = image * geometry.outputPixels() + (long) from * innerPixels;
        long upstream = call.right() + 4 * pixel * geometry.filters();
        long copy = worker.task.work + align(GatherMatmul.WORK_BYTES) + align(images * window.bytes());
        return dense ? upstream : pad(upstream, places * innerPixels, copy);
    }

    private void band(Gather task, int block, int places) {
        long left = task.left;
        long right = task.right;
        task.rows = rows;
        task.terms = pixels;
        task.termCount = places * innerPixels;
        task.termFrom = 0;
        task.depth = task.termCount;
        task.rightStep = 4L * groups * columns;
        for (int group = 0; group < groups; group++) {
            task.left = left + 4L * group * groupChannels;
            for (int j = 0; j < columns; j += panel) {
                task.columns = Math.min(panel, columns - j);
                task.outs = task.columns == panel ? outs : lastOuts;
                task.right = right + 4L * ((long) group * columns + j);
                task.result = partial(block, group, j);
                if (geometry.depthwise()) {
                    matmul.multiplyLanes(task);
                } else {
                    matmul.multiply(task);
                }
            }
        }
    }

    /// The panel of a block's partial kernel that begins at column `column` of a group.
    private long partial(int block, int group, int column) {
        return call.scratch() + block * partialBytes() + 4L * depth * ((long) group * columns + column);
    }

    /// Copies rows of the upstream so that each group's filters are filled up to whole vectors.
    private long pad(long upstream, int pixels, long to) {
        int filters = groupFilters;
        for (long i = 0; i < (long) pixels * groups; i++) {
            long row = to + 4 * i * columns;
            MemorySegment.copy(Memory.ALL, upstream + 4 * i * filters, Memory.ALL, row, 4L * filters);
            for (int j = filters; j < columns; j++) {
                Memory.ALL.set(JAVA_FLOAT_UNALIGNED, row + 4L * j, 0);
            }
        }
        return to;
    }

    /// Adds the blocks' partial kernels; thread `t` does its share of the kernel's rows.
    private void combine(int t) {
        int threads = call.team().size();
        int end = (int) ThreadTeam.firstBlock(depth, t + 1, threads);
        for (int group = 0; group < groups; group++) {
            for (int j = 0; j < columns; j += panel) {
                int width = Math.min(panel, columns - j);
                long column = (long) group * groupFilters + j;
                for (int k = (int) ThreadTeam.firstBlock(depth, t, threads); k < end; k++) {
                    long from = partial(0, group, j) + 4L * k * width;
                    long to = call.result() + 4 * ((long) k * geometry.filters() + column);
                    matmul.sum(to, from, partialBytes(), blocks, Math.min(width, groupFilters - j));
                }
            }
        }
    }
}
