package jacobian.engine.cpu.loop;

/// A loop as one compiled pass over rows and columns, made for a [KernelForm].
public interface LoopKernel {
    /// Runs on a rectangle.
    ///
    /// @param pointers for each array of the form the byte address of its element at the first row and column;
    ///     of an axis number or a linear index its value there; of a reduced output where its sums are (16
    ///     lanes,
    ///     or one a column)
    /// @param rowSteps what is added to the pointer from row to row, in bytes or, of an index, in numbers
    /// @param rows how many rows, not negative
    /// @param columns how many columns, not negative
    /// @param scratch address of [#scratchBytes] bytes of this thread's own, 64-byte aligned
    void run(long[] pointers, long[] rowSteps, int rows, int columns, long scratch);

    /// Bytes that [KernelForm#scratchBytes] allows at most, for any kernel of the form.
    static long scratchBytes(int slots, int rows, long columns) {
        return 64L * slots + rows * rowBytes(columns);
    }

    /// Bytes of one row of float32 in scratch memory.
    static long rowBytes(long columns) {
        return (columns * 4 + 63) & -64;
    }
}
