package jacobian.engine.cpu;

/// The operands of one gathered matrix product, see [GatherMatmul]. Mutable, one per thread, so that a run
/// allocates nothing per block.
public final class Gather {
    /// Byte offset of each row in the left operand.
    public long[] rows = {};

    /// Byte offset of each row in the result.
    public long[] outs = {};

    /// The rows taken: `rowFrom` up to but not `rowTo`.
    public int rowFrom;

    /// End of the rows taken.
    public int rowTo;

    /// Byte offset in the left operand of each term of the sum.
    public long[] terms = {};

    /// How many terms are taken, from the first.
    public int termCount;

    /// Row of the right operand that belongs to the first term.
    public int termFrom;

    /// Rows of the right operand.
    public int depth;

    /// Address of the left operand.
    public long left;

    /// Address of the right operand: `depth` rows of `columns`.
    public long right;

    /// Bytes between two rows of the right operand, or 0 where it lies in packed panels (see
    /// [GatherMatmul#lanes]).
    public long rightStep;

    /// Address of the result.
    public long result;

    /// Columns of the result.
    public int columns;

    /// Whether the sums are added to what the result holds.
    public boolean accumulate;

    /// Address of [GatherMatmul#WORK_BYTES] bytes private to the thread.
    public long work;

    /// What tiles are given.
    public final GatherPanel panel = new GatherPanel();

    /// Rows of a tile that sticks out of the result.
    public final long[] tailRows = new long[GatherMatmul.MAX_TILE_ROWS];
}
