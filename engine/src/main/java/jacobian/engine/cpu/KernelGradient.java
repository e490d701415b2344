package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The gradient of a convolution with respect to its kernel: `sum over pixels of input[pixel + tap] * upstream[pixel]`,
/// one gathered matrix product per band of an image and group, whose summed axis is the output pixels.
///
/// Images are cut into blocks, as many as the shape says and never the threads; each block has a partial kernel of its
/// own, and the partial kernels are added in the order of the blocks.
final class KernelGradient implements Convolution {
    /// Input and upstream of a band together, in bytes: they are walked once per tile of the kernel.
    private static final long BAND_BYTES = 96 << 10;

    private static final long PARTIAL_BYTES = 32 << 20;
    private static final int MOST_BLOCKS = 16;

    private final ConvGeometry geometry;
    private final int groups;
    private final int groupFilters;
    private final int groupChannels;
    private final GatherMatmul matmul;
    private final SourceWindow window;
    private final int outerCount;
    private final int innerPixels;
    private final int band;
    private final int columns;
    private final int depth;
    private final long[] rows;
    private final long[] outs;
    private final long[] pixels;
    private final boolean dense;

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
        window = new SourceWindow(extent, g.channels(), phases, outer, band);
        rows = kernelRows();
        outs = new long[depth];
        Arrays.setAll(outs, k -> 4L * k * columns);
        pixels = outputPixels(outer);
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

    private int blocks(int batch) {
        return Math.clamp(PARTIAL_BYTES / partialBytes(), 1, Math.min(batch, MOST_BLOCKS));
    }

    private long partialBytes() {
        return 4L * groups * depth * columns;
    }

    private long upstreamCopyBytes() {
        return dense ? 0 : align(4L * band * innerPixels * groups * columns);
    }

    private static long align(long bytes) {
        return (bytes + Memory.ALIGNMENT - 1) & -Memory.ALIGNMENT;
    }

    private long threadBytes() {
        return align(GatherMatmul.WORK_BYTES) + align(window.bytes()) + upstreamCopyBytes();
    }

    @Override
    public long scratchBytes(int batch, int threads) {
        return align(blocks(batch) * partialBytes()) + threads * threadBytes();
    }

    @Override
    public void run(ConvCall call) {
        int threads = call.team().size();
        int blocks = blocks(call.batch());
        int pieces = threads == 1 ? 1 : Math.clamp((2 * threads + blocks - 1) / blocks, 1, (depth + 7) / 8);
        int units = blocks * pieces;
        double multiplyAdds = (double) call.batch() * geometry.outputPixels() * geometry.kernelSize();
        Sharing.run(call.team(), multiplyAdds / Sharing.MULTIPLY_ADDS, t -> {
            long work = call.scratch() + align(blocks * partialBytes()) + t * threadBytes();
            var task = new Gather();
            task.work = work;
            var worker = new Worker(task, new SourceWindow.Halo(work + align(GatherMatmul.WORK_BYTES)));
            int end = (int) ThreadTeam.firstBlock(units, t + 1, threads);
            for (int unit = (int) ThreadTeam.firstBlock(units, t, threads); unit < end; unit++) {
                block(call, worker, new Piece(unit / pieces, blocks, unit % pieces, pieces));
            }
        });
        double combining = (double) blocks * geometry.kernelSize() / Sharing.ELEMENTS;
        Sharing.run(call.team(), combining, t -> combine(call, blocks, t, threads));
    }

    /// A thread's own things.
    private record Worker(Gather task, SourceWindow.Halo halo) {}

    /// Piece `piece` of `pieces` of the kernel's rows, summed over block `block` of `blocks` of the images.
    private record Piece(int block, int blocks, int piece, int pieces) {}

    private void block(ConvCall call, Worker worker, Piece piece) {
        Gather task = worker.task;
        int tiles = (depth + GatherMatmul.MAX_TILE_ROWS - 1) / GatherMatmul.MAX_TILE_ROWS;
        task.rowFrom = (int) ThreadTeam.firstBlock(tiles, piece.piece, piece.pieces) * GatherMatmul.MAX_TILE_ROWS;
        task.rowTo = Math.min(
                depth, (int) ThreadTeam.firstBlock(tiles, piece.piece + 1, piece.pieces) * GatherMatmul.MAX_TILE_ROWS);
        task.accumulate = false;
        long first = ThreadTeam.firstBlock(call.batch(), piece.block, piece.blocks);
        long last = ThreadTeam.firstBlock(call.batch(), piece.block + 1, piece.blocks);
        for (long image = first; image < last; image++) {
            for (int from = 0; from < outerCount; from += band) {
                band(call, worker, new Band(piece.block, image, from, Math.min(band, outerCount - from)));
                task.accumulate = true;
            }
        }
    }

    /// `count` places of the outermost axis, beginning at `from`, of one image.
    private record Band(int block, long image, int from, int count) {}

    private void band(ConvCall call, Worker worker, Band at) {
        Gather task = worker.task;
        long image = call.left() + at.image * 4 * geometry.inputPixels() * geometry.channels();
        long left = window.open(image, at.from, at.count, worker.halo);
        long pixel = at.image * geometry.outputPixels() + (long) at.from * innerPixels;
        long upstream = call.right() + 4 * pixel * geometry.filters();
        long right = dense
                ? upstream
                : pad(
                        upstream,
                        at.count * innerPixels,
                        task.work + align(GatherMatmul.WORK_BYTES) + align(window.bytes()));
        task.rows = rows;
        task.outs = outs;
        task.terms = pixels;
        task.termCount = at.count * innerPixels;
        task.termFrom = 0;
        task.depth = task.termCount;
        task.rightStep = 4L * groups * columns;
        task.columns = columns;
        for (int group = 0; group < groups; group++) {
            task.left = left + 4L * group * groupChannels;
            task.right = right + 4L * group * columns;
            task.result = call.scratch() + at.block * partialBytes() + 4L * group * depth * columns;
            if (geometry.depthwise()) {
                matmul.multiplyLanes(task);
            } else {
                matmul.multiply(task);
            }
        }
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
    private void combine(ConvCall call, int blocks, int t, int threads) {
        int end = (int) ThreadTeam.firstBlock(depth, t + 1, threads);
        for (int group = 0; group < groups; group++) {
            for (int k = (int) ThreadTeam.firstBlock(depth, t, threads); k < end; k++) {
                long from = call.scratch() + 4L * ((long) group * depth + k) * columns;
                long to = call.result() + 4 * ((long) k * geometry.filters() + (long) group * groupFilters);
                matmul.sum(to, from, partialBytes(), blocks, groupFilters);
            }
        }
    }
}
