package jacobian.engine.cpu;

/// A panel of one or two vectors of columns of a gathered matrix product, which a tile of registers works on.
public final class GatherPanel {
    /// Address of the left operand, of a depthwise product that of its first column.
    public long left;

    /// Address of its first column in the right operand.
    public long right;

    /// Bytes between two rows of it.
    public long rightStep;

    /// Address of its first column in the result.
    public long result;

    /// Byte offset of each row in the left operand.
    public long[] rows = {};
}
