package jacobian.engine.cpu.loop;

/// How the space of a loop is cut into blocks: a function of its shape alone, so that sums come out the same
/// on any
/// number of threads.
///
/// A block is a range of kept rows x of reduced rows x of columns. Where a reduction is cut, each block leaves
/// a
/// partial
/// result, and these are combined in block order.
///
/// @param kept kept rows of a block
/// @param reduced reduced rows of a block
/// @param columns columns of a block
/// @param chosenByCaller whether there are no blocks but what a caller asks for
/// @param wholeRows whether a block has all columns, even if there are none
record LoopBlocks(LoopSpace space, long kept, long reduced, long columns, boolean wholeRows, boolean chosenByCaller) {
    /// Elements of a block: enough that starting it costs nothing, few enough to share out and to stay in the
    /// second-level cache.
    private static final long BLOCK = 16_384;

    /// Reduced rows of a block at most, so that rounding errors of long sums do not add up.
    private static final long LONGEST_SUM = 4_096;

    /// Virtual lanes of a sum.
    static final int LANES = 16;

    /// Elements that share 16 blocks of random bits; blocks of columns begin at multiples of it.
    static final int GROUP = 32;

    static LoopBlocks of(Loop loop, LoopSpace space) {
        boolean reduces = loop.outputs().stream().anyMatch(LoopOutput.Reduced.class::isInstance);
        boolean wholeRows = loop.rowAxes() > 0;
        if (!reduces) {
            long columns = wholeRows ? space.columns : balanced(space.columns, BLOCK);
            return new LoopBlocks(space, fitting(BLOCK, columns), 1, columns, wholeRows, false);
        }
        return space.reducedColumns ? alongRows(space) : acrossRows(space, wholeRows);
    }

    /// For a loop that is the epilogue of a matrix product: the caller chooses the blocks.
    static LoopBlocks whole(LoopSpace space) {
        return new LoopBlocks(space, Math.max(1, space.keptRows), 1, Math.max(1, space.columns), false, true);
    }

    private static LoopBlocks alongRows(LoopSpace space) {
        long points = space.reducedRows * space.columns;
        if (points <= BLOCK) {
            return new LoopBlocks(
                    space,
                    fitting(BLOCK, points),
                    Math.max(1, space.reducedRows),
                    Math.max(1, space.columns),
                    false,
                    false);
        }
        long columns = balanced(space.columns, BLOCK);
        return new LoopBlocks(space, 1, fitting(BLOCK, columns), columns, false, false);
    }

    private static LoopBlocks acrossRows(LoopSpace space, boolean wholeRows) {
        long columns = wholeRows ? Math.max(1, space.columns) : balanced(space.columns, Tile.ELEMENTS);
        long one = Math.max(1, space.reducedRows * columns);
        if (one <= BLOCK || (space.keptRows >= LANES && space.reducedRows <= LONGEST_SUM)) {
            return new LoopBlocks(
                    space, fitting(BLOCK, one), Math.max(1, space.reducedRows), columns, wholeRows, false);
        }
        long others = Math.max(1, space.keptRows * count(space.columns, columns));
        long wanted = Math.clamp(space.rows() * space.columns / BLOCK, 1, LANES);
        long cuts = Math.max(count(wanted, others), count(space.reducedRows, LONGEST_SUM));
        return new LoopBlocks(space, 1, count(space.reducedRows, cuts), columns, wholeRows, false);
    }

    /// `total` in equal parts of at most `limit`, rounded up to whole groups.
    static long balanced(long total, long limit) {
        long parts = Math.max(1, count(total, limit));
        long part = Math.max(1, count(total, parts));
        return parts == 1 ? part : count(part, GROUP) * GROUP;
    }

    private static long fitting(long room, long size) {
        return Math.max(1, room / Math.max(1, size));
    }

    private static long count(long total, long part) {
        return (total + part - 1) / part;
    }

    long keptCount() {
        return count(space.keptRows, kept);
    }

    long reducedCount() {
        return count(space.reducedRows, reduced);
    }

    long columnCount() {
        return wholeRows ? 1 : count(space.columns, columns);
    }

    long count() {
        return keptCount() * reducedCount() * columnCount();
    }

    /// Partial results of one kept row, where the columns are reduced, or of one kept row and column, where
    /// they are
    /// not.
    long partials() {
        return space.reducedColumns ? reducedCount() * columnCount() : reducedCount();
    }
}
