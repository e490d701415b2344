package jacobian.engine.cpu;

/// What is done at one position of a pooling window. The largest cell is the first that no other exceeds; NaN exceeds
/// everything, so a gradient that blew up is not hidden. Addresses are of the first image's first cell or pixel.
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

    /// Adds the upstream to the gradient of the largest cell; with `fresh` writes it there and zero to the others.
    void maxGradient(PoolWindow window, Operands operands, boolean fresh);

    /// Adds the upstream, divided by the number of cells, to the gradient of each cell; with `fresh` writes it.
    void averageGradient(PoolWindow window, Operands operands, boolean fresh);

    /// Addresses of a gradient's operands.
    record Operands(long input, long upstream, long gradient) {}
}
