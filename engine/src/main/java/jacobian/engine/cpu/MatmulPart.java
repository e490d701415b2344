package jacobian.engine.cpu;

/// One thread's worker for matrix products of one geometry: walks a range of rows and columns in blocks that
/// fit the caches and leaves packing and multiplying to the kernels below it.
///
/// What a part packs only its own thread reads: packing twice is cheaper than moving panels between cores.
public abstract class MatmulPart {
    /// Sizes in elements: a block of `rows` by `depth` of `a` stays in the second-level cache, `columns` by
    /// `depth` of `b` in the third; `tileRows` by `tileColumns` of the result stay in registers. `columnGroup`
    /// columns are finished together and handed to the epilogue.
    public record Blocking(int tileRows, int tileColumns, int rows, int columns, int columnGroup) {}

    /// Longest fma chain, see [Matmul]. Part of the definition of the result: a change changes bits.
    public static final int DEPTH_BLOCK = 1024;

    protected final MatmulGeometry geometry;
    protected final Blocking blocking;

    /// Byte addresses of the matrices in work and of this part's scratch memory.
    protected long a;

    protected long b;
    protected long c;
    protected long scratch;

    private final Packed packedA = new Packed();
    private final Packed packedB = new Packed();
    private int thread;
    private Epilogue epilogue = Epilogue.NONE;

    protected MatmulPart(MatmulGeometry geometry, Blocking blocking) {
        this.geometry = geometry;
        this.blocking = blocking;
    }

    /// Bytes of scratch memory this part needs.
    protected abstract long scratchBytes();

    /// Bytes of one element.
    protected abstract int elementBytes();

    /// Makes rows `k0..k1-1`, columns `j0..j1-1` of `b` ready for [#multiply].
    protected abstract void packB(int k0, int k1, int j0, int j1);

    /// Makes rows `i0..i1-1`, columns `k0..k1-1` of `a` ready for [#multiply].
    protected abstract void packA(int i0, int i1, int k0, int k1);

    /// Writes, or with `add` adds, the product of what was packed last into rows `i0..i1-1` (exactly the packed
    /// ones) and columns `j0..j1-1` (some of the packed ones, from a multiple of `columnGroup`) of `c`.
    protected abstract void multiply(int i0, int i1, int j0, int j1, boolean add);

    /// The number of depth blocks: of equal size, at most [#DEPTH_BLOCK]; one, though empty, for an empty
    /// product.
    static int depthBlocks(int depth) {
        return Math.max(1, (depth + DEPTH_BLOCK - 1) / DEPTH_BLOCK);
    }

    /// The size of all depth blocks but the last.
    protected static int blockDepth(int depth) {
        int blocks = depthBlocks(depth);
        return roundUp((depth + blocks - 1) / blocks, 8);
    }

    /// `extent` cut into equal blocks of at most `most`, a multiple of `unit`.
    protected static int blockSize(int extent, int most, int unit) {
        int blocks = Math.max(1, (extent + most - 1) / most);
        return Math.min(most, roundUp((extent + blocks - 1) / blocks, unit));
    }

    protected static int roundUp(int n, int unit) {
        return (n + unit - 1) / unit * unit;
    }

    /// Whose packed copy lies in scratch memory.
    private static final class Packed {
        private int batch = -1;
        private int from;
        private int to;
        private int depth;

        /// Notes what is about to be packed; false if that is packed already.
        boolean changes(int batch, int from, int to, int depth) {
            boolean same = this.batch == batch && this.from == from && this.to == to && this.depth == depth;
            this.batch = batch;
            this.from = from;
            this.to = to;
            this.depth = depth;
            return !same;
        }
    }

    /// A new run: the matrices may have changed, but for a steady `b`.
    final void beginRun() {
        packedA.batch = -1;
        if (!geometry.steadyB()) {
            packedB.batch = -1;
        }
    }

    /// `b` has changed.
    final void forgetB() {
        packedB.batch = -1;
    }

    /// Names the thread this part belongs to and what it does with finished blocks.
    final void attach(int thread, Epilogue epilogue) {
        this.thread = thread;
        this.epilogue = epilogue;
    }

    /// Computes rows `row0..row1-1` and columns `column0..column1-1` of matrix `batch`; `a`, `b` and `c` are its
    /// addresses.
    final void run(int batch, int row0, int row1, int column0, int column1) {
        int step = blockSize(column1 - column0, blocking.columns(), blocking.tileColumns());
        for (int j = column0; j < column1; j += step) {
            columnBlock(batch, row0, row1, j, Math.min(column1, j + step));
        }
    }

    private void columnBlock(int batch, int row0, int row1, int j0, int j1) {
        int blocks = depthBlocks(geometry.depth());
        int depth = blockDepth(geometry.depth());
        for (int block = 0; block < blocks; block++) {
            int k0 = block * depth;
            int k1 = Math.min(geometry.depth(), k0 + depth);
            if (packedB.changes(batch, j0, j1, k0)) {
                packB(k0, k1, j0, j1);
            }
            int step = blockSize(row1 - row0, blocking.rows(), blocking.tileRows());
            for (int i = row0; i < row1; i += step) {
                int end = Math.min(row1, i + step);
                if (packedA.changes(batch, i, end, k0)) {
                    packA(i, end, k0, k1);
                }
                boolean last = block == blocks - 1;
                multiplyGroups(batch, i, end, j0, j1, block > 0 || geometry.accumulate(), last);
            }
        }
    }

    private void multiplyGroups(int batch, int i0, int i1, int j0, int j1, boolean add, boolean last) {
        for (int j = j0; j < j1; j += blocking.columnGroup()) {
            int end = Math.min(j1, j + blocking.columnGroup());
            multiply(i0, i1, j, end, add);
            if (last) {
                long row = (long) batch * geometry.rows();
                epilogue.run(thread, row + i0, row + i1, j, end);
            }
        }
    }
}
