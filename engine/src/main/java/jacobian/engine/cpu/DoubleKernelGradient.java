package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.util.Arrays;

/// The gradient of a float64 convolution with respect to its kernel: chunks of output pixels, counted through the
/// batch, are lowered to columns in scratch memory, and `upstream^T · columns` is added to a partial kernel.
///
/// Chunks are cut into blocks, as many as batch and shape say and never the threads; each block has a partial
/// kernel, and these are added in the order of the blocks.
final class DoubleKernelGradient implements Convolution {
    private static final long DOUBLE = Double.BYTES;

    /// Columns of a chunk: they stay in the second-level cache until they are multiplied.
    private static final long CHUNK_BYTES = 384 << 10;

    private static final int LEAST_ROWS = 96;
    private static final int MOST_ROWS = MatmulPart.DEPTH_BLOCK;

    private static final long PARTIAL_BYTES = 32 << 20;
    private static final int MOST_BLOCKS = 16;

    /// Chunks of a block, at least: to add a partial kernel is then little beside the products.
    private static final int BLOCK_CHUNKS = 4;

    private final ConvGeometry g;
    private final Kernels kernels;
    private final DoubleColumns columns;
    private final int groups;

    // Rows and columns of a partial kernel, which is the kernel transposed.
    private final int filters;
    private final int depth;
    private final int mostRows;
    private final ThreadTeam.Work summing = this::sum;
    private final ThreadTeam.Work combining = this::combine;

    // What a number of images needs.
    private int batch = -1;
    private int rows;
    private int chunks;
    private int blocks;
    private MatmulPart[][] workers = {};

    // The run in progress, and into how many pieces it cuts the filters of each group.
    private ConvCall call = new ConvCall(ThreadTeam.of(1), 0, Epilogue.NONE);
    private int pieces;

    DoubleKernelGradient(ConvGeometry geometry, Kernels kernels) {
        g = geometry;
        this.kernels = kernels;
        groups = g.groups();
        var phase = new AxisPhase[3];
        int[] extent = new int[3];
        for (int i = 0; i < 3; i++) {
            phase[i] = AxisPhase.forward(g.axes()[i])[0];
            extent[i] = g.axes()[i].input();
        }
        columns = new DoubleColumns(phase, extent, g.channels(), groups);
        filters = g.filters();
        depth = columns.depth();
        mostRows = Math.clamp(CHUNK_BYTES / columns.rowBytes(), LEAST_ROWS, MOST_ROWS);
    }

    /// Cuts the pixels of so many images, and makes what so many threads need.
    private void prepare(int batch, int threads) {
        if (this.batch != batch) {
            this.batch = batch;
            int pixels = Math.toIntExact(batch * g.outputPixels());
            chunks = Math.max(1, (pixels + mostRows - 1) / mostRows);
            rows = (pixels + chunks - 1) / chunks;
            long most = Math.min(MOST_BLOCKS, PARTIAL_BYTES / partialBytes());
            blocks = Math.clamp(Math.min(most, chunks / BLOCK_CHUNKS), 1, MOST_BLOCKS);
            workers = new MatmulPart[0][];
        }
        int ready = workers.length;
        if (ready < threads) {
            workers = Arrays.copyOf(workers, threads);
            for (int t = ready; t < threads; t++) {
                workers[t] = products();
            }
        }
    }

    /// A thread's products: of a chunk, and of the last chunk, which may have fewer rows.
    private MatmulPart[] products() {
        int last = rows(chunks - 1);
        return new MatmulPart[] {kernels.float64Matmul(product(rows)), kernels.float64Matmul(product(last))};
    }

    private MatmulGeometry product(int rows) {
        return new MatmulGeometry(
                1,
                filters / groups,
                depth,
                rows,
                MatrixLayout.transposed(g.filters()),
                MatrixLayout.rowMajor(columns.rowBytes() / DOUBLE),
                MatrixLayout.rowMajor(depth),
                true);
    }

    /// Rows of a chunk.
    private int rows(int chunk) {
        return Math.toIntExact(Math.min(rows, batch * g.outputPixels() - (long) chunk * rows));
    }

    @Override
    public long scratchBytes(int batch, int threads) {
        prepare(batch, threads);
        return blocks * partialBytes() + threads * threadBytes();
    }

    private long partialBytes() {
        return align(DOUBLE * g.kernelSize());
    }

    private long columnBytes() {
        return align(rows * columns.rowBytes());
    }

    private long threadBytes() {
        long bytes = 0;
        for (var product : workers[0]) {
            bytes = Math.max(bytes, align(product.scratchBytes()));
        }
        return columnBytes() + bytes;
    }

    private static long align(long bytes) {
        return (bytes + Memory.ALIGNMENT - 1) & -Memory.ALIGNMENT;
    }

    @Override
    public void run(ConvCall call) {
        this.call = call;
        int threads = call.team().size();
        prepare(call.batch(), threads);
        pieces = (threads + blocks - 1) / blocks;
        double multiplyAdds = (double) batch * g.outputPixels() * g.kernelSize();
        Sharing.run(call.team(), 2 * multiplyAdds / Sharing.MULTIPLY_ADDS, summing);
        Sharing.run(call.team(), blocks * g.kernelSize() / Sharing.ELEMENTS, combining);
    }

    /// Thread `t` adds up its share of the blocks' pieces.
    private void sum(int t) {
        int threads = call.team().size();
        long end = ThreadTeam.firstBlock((long) blocks * pieces, t + 1, threads);
        for (long i = ThreadTeam.firstBlock((long) blocks * pieces, t, threads); i < end; i++) {
            block(t, (int) (i / pieces), (int) (i % pieces));
        }
    }

    private void block(int t, int block, int piece) {
        long target = call.scratch() + block * partialBytes();
        long scratch = call.scratch() + blocks * partialBytes() + t * threadBytes();
        clear(target, piece);
        int last = (int) ThreadTeam.firstBlock(chunks, block + 1, blocks);
        for (int chunk = (int) ThreadTeam.firstBlock(chunks, block, blocks); chunk < last; chunk++) {
            long from = (long) chunk * rows;
            columns.gather(call.left(), from, from + rows(chunk), scratch);
            long upstream = call.right() + DOUBLE * from * g.filters();
            MatmulPart product = workers[t][chunk == chunks - 1 ? 1 : 0];
            product.scratch = scratch + columnBytes();
            add(product, upstream, scratch, target, piece);
        }
    }

    private void clear(long target, int piece) {
        int rows = filters / groups;
        int first = (int) ThreadTeam.firstBlock(rows, piece, pieces);
        int last = (int) ThreadTeam.firstBlock(rows, piece + 1, pieces);
        for (long group = 0; group < groups; group++) {
            Memory.clear(target + DOUBLE * depth * (group * rows + first), DOUBLE * depth * (last - first));
        }
    }

    /// Adds the products of a chunk, group by group.
    private void add(MatmulPart product, long upstream, long columns, long target, int piece) {
        int rows = filters / groups;
        int first = (int) ThreadTeam.firstBlock(rows, piece, pieces);
        int last = (int) ThreadTeam.firstBlock(rows, piece + 1, pieces);
        for (long group = 0; group < groups; group++) {
            product.a = upstream + DOUBLE * group * rows;
            product.b = columns + DOUBLE * group * depth;
            product.c = target + DOUBLE * group * rows * depth;
            product.beginRun();
            product.run(0, first, last, 0, depth);
        }
    }

    /// Adds the blocks' partial kernels; thread `t` does its share of the kernel's rows.
    private void combine(int t) {
        int threads = call.team().size();
        long last = ThreadTeam.firstBlock(depth, t + 1, threads);
        for (long f = 0; f < filters; f++) {
            for (long k = ThreadTeam.firstBlock(depth, t, threads); k < last; k++) {
                long from = call.scratch() + DOUBLE * (f * depth + k);
                double sum = get(from);
                for (int block = 1; block < blocks; block++) {
                    sum += get(from + block * partialBytes());
                }
                Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, call.result() + DOUBLE * (k * filters + f), sum);
            }
        }
    }

    private static double get(long address) {
        return Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, address);
    }
}
