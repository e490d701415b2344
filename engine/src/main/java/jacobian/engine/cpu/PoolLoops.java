package jacobian.engine.cpu;

/// What is done at one position of a pooling window. The largest cell is the first that no other exceeds; NaN
/// exceeds everything, so a gradient that blew up is not hidden. Addresses are of the first image's first cell
/// or pixel.
public interface PoolLoops {
    /// Bytes of an element.
    long bytes();

    /// Writes `value` to the window's pixel of `array`.
    void fill(PoolWindow window, long array, double value);

    /// The largest cell.
    void max(PoolWindow window, long input, long output);

    /// The linear spatial index (int32) of the largest cell.
    void maxIndex(PoolWindow window, long input, long output);

    /// The sum in row-major order, divided by the number of cells.
    void average(PoolWindow window, long input, long output);

    /// Writes the upstream to the gradient of the largest cell, zero to that of the others.
    void writeMaxGradient(PoolWindow window, PoolCall call);

    /// Adds the upstream to the gradient of the largest cell.
    void addMaxGradient(PoolWindow window, PoolCall call);

    /// Writes the upstream, divided by the number of cells, to the gradient of each cell.
    void writeAverageGradient(PoolWindow window, PoolCall call);

    /// Adds the upstream, divided by the number of cells, to the gradient of each cell.
    void addAverageGradient(PoolWindow window, PoolCall call);
}
