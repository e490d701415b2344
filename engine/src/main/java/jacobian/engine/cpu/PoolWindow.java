package jacobian.engine.cpu;

/// The real cells under one position of a pooling window, all channels `from` up to `to`. Mutable, one per
/// thread.
public final class PoolWindow {
    /// Byte offset of the first cell in the input or its gradient.
    public long cell;

    /// Cells along each axis.
    public final int[] count = new int[3];

    /// Bytes between two cells along each axis.
    public final long[] stride = new long[3];

    /// Linear spatial index of the first cell.
    public int index;

    /// Steps of the linear index along each axis.
    public final int[] indexStep = new int[3];

    /// Byte offset of the output pixel.
    public long pixel;

    /// First channel.
    public int from;

    /// End of the channels.
    public int to;

    /// Number of real cells, by which an average divides.
    public int cells() {
        return count[0] * count[1] * count[2];
    }
}
