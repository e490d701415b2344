package jacobian.engine.cpu;

/// The operands of one gathered matrix product, see [GatherMatmul]. Mutable, one per thread, so that a run allocates
/// nothing per block.
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

    /// The terms taken: `termFrom` up to but not `termTo`.
    public int termFrom;

    /// End of the terms taken.
    public int termTo;

    /// Rows of the right operand; those of the terms taken are used.
    public int depth;

    /// Address of the left operand.
    public long left;

    /// Address of the right operand: `depth` rows of `columns`.
    public long right;

    /// Bytes between two rows of the right operand, or 0 where it lies in packed panels (see [GatherMatmul#lanes]).
    public long rightStep;

    /// Address of the result.
    public long result;

    /// Columns of the result.
    public int columns;

    /// Whether the sums are added to what the result holds.
    public boolean accumulate;

    /// Address of [GatherMatmul#WORK_BYTES] bytes private to the thread.
    public long work;

    /// Rows of a tile that does not go straight to the result.
    public final long[] tailRows = new long[GatherMatmul.MAX_TILE_ROWS];

    /// Where that tile's rows go in [#work].
    public final long[] tailOuts = new long[GatherMatmul.MAX_TILE_ROWS];
}
