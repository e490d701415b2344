package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.ThreadTeam;
import org.jspecify.annotations.Nullable;

/// A [Loop] for arrays of given sizes and strides: made once, run many times, possibly by several callers at
/// once.
///
/// Strides are in elements, one for each axis of the loop; 0 repeats (broadcast), a negative one walks
/// backwards, any
/// order of
/// magnitude is a transposition. The address of an operand is that of its element at index (0, ..., 0), in
/// bytes.
/// Addresses may
/// differ from run to run; outputs must not overlap other operands, except that a stored operand may be loaded
/// at the
/// same places.
///
/// Binding merges the axes that all operands walk as one, chooses the axis along which kernels run, and cuts
/// the
/// space
/// into
/// blocks. All that depends on sizes and strides alone, so the bits of a result do not depend on the team.
public final class BoundLoop {
    /// A run that takes less stays on the calling thread.
    private static final double PARALLEL_NANOS = 20_000;

    /// What one instruction costs for one element, about.
    private static final double NANOS = 0.08;

    private final Loop loop;
    private final LoopSpace space;
    private final LoopBlocks blocks;
    private final TileLoop tiles;
    private final @Nullable KernelLoop kernels;
    private final @Nullable KernelSlot slot;
    private final boolean parallel;

    private BoundLoop(Loop loop, LoopSpace space, LoopBlocks blocks) {
        this.loop = loop;
        this.space = space;
        this.blocks = blocks;
        this.tiles = new TileLoop(loop, space, blocks);
        this.parallel = (double) space.rows() * space.columns * tiles.cost() * NANOS > PARALLEL_NANOS;
        var found = KernelLoop.of(loop, space, blocks, tiles);
        this.slot = found.isEmpty() ? null : KernelCache.slot(found.getFirst().form());
        this.kernels = slot == null ? null : found.getFirst();
    }

    private BoundLoop(BoundLoop other, @Nullable KernelSlot slot) {
        this.loop = other.loop;
        this.space = other.space;
        this.blocks = other.blocks;
        this.tiles = other.tiles;
        this.parallel = other.parallel;
        this.slot = slot;
        this.kernels = slot == null ? null : other.kernels;
    }

    /// Binds `loop` for [#run].
    ///
    /// @param extents sizes of the loop's axes; 0 is allowed
    /// @param strides for each operand the strides along each axis
    /// @throws IllegalArgumentException if a length does not fit, or a stored operand has stride 0 along an
    ///     axis it
    ///     is stored on
    public static BoundLoop of(Loop loop, long[] extents, long[][] strides) {
        BoundLoopCheck.check(loop, extents, strides);
        var space = LoopSpace.of(loop, extents, strides, false);
        return new BoundLoop(loop, space, LoopBlocks.of(loop, space));
    }

    /// Binds `loop` for [#runBlock]: the last axis makes up the columns, all others together the rows, of a
    /// matrix.
    /// Only for loops
    /// without row axes and reductions.
    ///
    /// @throws IllegalArgumentException as [#of], and for other loops
    public static BoundLoop ofBlocks(Loop loop, long[] extents, long[][] strides) {
        BoundLoopCheck.check(loop, extents, strides);
        BoundLoopCheck.checkBlocks(loop);
        var space = LoopSpace.of(loop, extents, strides, true);
        return new BoundLoop(loop, space, LoopBlocks.whole(space));
    }

    /// The same loop, never on a compiled kernel: for tests and measurements.
    public BoundLoop onTiles() {
        return new BoundLoop(this, null);
    }

    /// The same loop with its kernel compiled now instead of when it has proved hot; as it is where no kernel
    /// can be
    /// made.
    public BoundLoop compiled() {
        if (kernels == null) {
            return this;
        }
        var own = new KernelSlot(kernels.form());
        own.kernel(KernelCache.make(kernels.form()));
        return new BoundLoop(this, own);
    }

    /// Whether a compiled kernel can do this loop.
    public boolean compilable() {
        return kernels != null;
    }

    /// Bytes of scratch memory that [#run] needs, 64-byte aligned, its own for each concurrent run, on a team
    /// of up
    /// to
    /// `threads` threads.
    public long scratchBytes(int threads) {
        return tiles.partialBytes() + (kernels == null ? 0 : threads * kernels.scratchBytes());
    }

    /// Runs the whole loop; on the team where that is worth it. Allocates nothing.
    ///
    /// @param addresses for each operand the byte address of its element at index (0, ..., 0)
    /// @param scratch address of [#scratchBytes] bytes
    public void run(ThreadTeam team, long[] addresses, long scratch) {
        var kernel = kernel((double) space.rows() * space.columns);
        if (parallel && blocks.count() > 1 && team.size() > 1) {
            Tile.current().run.run(team, this, kernel, addresses, scratch, blocks.count());
        } else {
            blocks(kernel, addresses, scratch, 0, 0, blocks.count());
        }
        if (tiles.combines()) {
            tiles.combine(tiles.tile(addresses), scratch);
        }
    }

    /// The kernel if it is ready; else the elements count as work done without it.
    private @Nullable LoopKernel kernel(double elements) {
        if (slot == null) {
            return null;
        }
        var kernel = slot.kernel();
        if (kernel == null) {
            KernelCache.count(slot, elements * tiles.cost());
        }
        return kernel;
    }

    /// Blocks `first` up to but not `end`, on thread `t`.
    void blocks(@Nullable LoopKernel kernel, long[] addresses, long scratch, int t, long first, long end) {
        var tile = tiles.tile(addresses);
        if (kernel == null || kernels == null) {
            for (long block = first; block < end; block++) {
                tiles.block(tile, scratch, block);
            }
            return;
        }
        kernels.prepare(tile);
        long own = scratch + tiles.partialBytes() + t * kernels.scratchBytes();
        for (long block = first; block < end; block++) {
            kernels.block(kernel, tile, scratch, own, block);
        }
    }

    /// Runs the loop on the rectangle of rows `row0` up to but not `row1`, columns `column0` up to but not
    /// `column1`, on
    /// the calling thread, whose number in the team is `thread`. Allocates nothing.
    public void runBlock(int thread, long[] addresses, long row0, long row1, long column0, long column1) {
        if (row0 >= row1 || column0 >= column1) {
            return;
        }
        var tile = tiles.tile(addresses);
        var kernel = kernel((double) (row1 - row0) * (column1 - column0));
        if (kernel == null || kernels == null) {
            tiles.rectangle(tile, row0, row1, column0, column1);
        } else {
            kernels.prepare(tile);
            kernels.rectangle(kernel, tile, row0, row1, column0, column1, tile.own(kernels.scratchBytes()));
        }
    }

    /// How the loop is run, for a reader.
    public String explain() {
        return loop.explain() + "  rows " + space.keptRows + " x " + space.reducedRows + " reduced, columns "
                + space.columns + (space.reducedColumns ? " reduced" : "") + ", " + blocks.count() + " blocks of "
                + blocks.kept() + " x " + blocks.reduced() + " x " + blocks.columns() + (parallel ? ", parallel" : "")
                + (kernels == null ? ", tiles only\n" : "\n");
    }
}
