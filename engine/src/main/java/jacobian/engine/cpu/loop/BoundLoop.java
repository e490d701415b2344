package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.ThreadTeam;

/// A [Loop] for arrays of given sizes and strides: made once, run many times, possibly by several callers at once.
///
/// Strides are in elements, one for each axis of the loop; 0 repeats (broadcast), a negative one walks backwards, any
/// order of
/// magnitude is a transposition. The address of an operand is that of its element at index (0, ..., 0), in bytes.
/// Addresses may
/// differ from run to run; outputs must not overlap other operands, except that a stored operand may be loaded at the
/// same places.
///
/// Binding merges the axes that all operands walk as one, chooses the axis along which kernels run, and cuts the
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
    private final boolean parallel;

    private BoundLoop(Loop loop, LoopSpace space, LoopBlocks blocks) {
        this.loop = loop;
        this.space = space;
        this.blocks = blocks;
        this.tiles = new TileLoop(loop, space, blocks);
        this.parallel = (double) space.rows() * space.columns * tiles.cost() * NANOS > PARALLEL_NANOS;
    }

    /// Binds `loop` for [#run].
    ///
    /// @param extents sizes of the loop's axes; 0 is allowed
    /// @param strides for each operand the strides along each axis
    /// @throws IllegalArgumentException if a length does not fit, or a stored operand has stride 0 along an axis it
    ///     is stored on
    public static BoundLoop of(Loop loop, long[] extents, long[][] strides) {
        BoundLoopCheck.check(loop, extents, strides);
        var space = LoopSpace.of(loop, extents, strides, false);
        return new BoundLoop(loop, space, LoopBlocks.of(loop, space));
    }

    /// Binds `loop` for [#runBlock]: the last axis makes up the columns, all others together the rows, of a matrix.
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

    /// Bytes of scratch memory that [#run] needs, 64-byte aligned, its own for each concurrent run, on a team of up
    /// to
    /// `threads` threads.
    public long scratchBytes(int threads) {
        return tiles.partialBytes();
    }

    /// Runs the whole loop; on the team where that is worth it. Allocates nothing.
    ///
    /// @param addresses for each operand the byte address of its element at index (0, ..., 0)
    /// @param scratch address of [#scratchBytes] bytes
    public void run(ThreadTeam team, long[] addresses, long scratch) {
        var tile = tiles.tile(addresses);
        long count = blocks.count();
        if (parallel && count > 1 && team.size() > 1) {
            tile.run.run(team, tiles, addresses, scratch, count);
        } else {
            for (long block = 0; block < count; block++) {
                tiles.block(tile, scratch, block);
            }
        }
        if (tiles.combines()) {
            tiles.combine(tiles.tile(addresses), scratch);
        }
    }

    /// Runs the loop on the rectangle of rows `row0` up to but not `row1`, columns `column0` up to but not `column1`,
    /// on the calling
    /// thread, whose number in the team is `thread`. Allocates nothing.
    public void runBlock(int thread, long[] addresses, long row0, long row1, long column0, long column1) {
        if (row0 < row1 && column0 < column1) {
            tiles.rectangle(tiles.tile(addresses), row0, row1, column0, column1);
        }
    }

    /// How the loop is run, for a reader.
    public String explain() {
        return loop.explain() + "  rows " + space.keptRows + " x " + space.reducedRows + " reduced, columns "
                + space.columns
                + (space.reducedColumns ? " reduced" : "") + ", " + blocks.count() + " blocks of " + blocks.kept()
                + " x "
                + blocks.reduced() + " x " + blocks.columns() + (parallel ? ", parallel\n" : "\n");
    }
}
