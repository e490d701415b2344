package jacobian.engine.cpu;

/// Loops over float64 cells on the Vector API, as many adjacent channels at a time as a vector has; each channel is
/// an fma chain of its own.
public abstract class LaneLoops {
    /// Bytes between two cells of source and target.
    public long xStep;

    public long yStep;

    /// Channels of a vector.
    public abstract int width();

    /// `y[i] += x[i] * kernel` for `count` cells.
    public abstract void addProducts(long x, long y, long kernel, int count);

    /// `kernel += sum over count cells of x[i] * y[i]`.
    public abstract void addToKernel(long x, long y, long kernel, int count);
}
