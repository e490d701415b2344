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

    /// Byte offsets in the left operand of the runs that are summed.
    public long[] segments = {};

    /// How many of them are taken.
    public int segmentCount;

    /// Elements of one run.
    public int run;

    /// Bytes between two elements of a run.
    public long step;

    /// Address of the left operand.
    public long left;

    /// Address of the right operand: `segmentCount * run` rows of `columns`.
    public long right;

    /// Bytes between two rows of the right operand, or 0 where it lies in packed panels (see [GatherMatmul#lanes]).
    public long rightStep;

    /// Address of the result.
    public long result;

    /// Columns of the result.
    public int columns;

    /// Whether to add to what the result holds.
    public boolean accumulate;

    /// Address of [GatherMatmul#WORK_BYTES] bytes private to the thread.
    public long work;

    /// Rows of the tail that does not fill a tile.
    public final long[] tailRows = new long[GatherMatmul.MAX_TILE_ROWS];

    /// Where the tail's rows go in [#work].
    public final long[] tailOuts = new long[GatherMatmul.MAX_TILE_ROWS];

    /// Length of the summed axis.
    public int depth() {
        return segmentCount * run;
    }
}
