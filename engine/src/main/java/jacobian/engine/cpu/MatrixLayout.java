package jacobian.engine.cpu;

/// Where the elements of a batch of matrices lie: element `(i, j)` of matrix `n` is
/// `n * batchStride + i * rowStride + j * columnStride` elements behind the base address.
///
/// A transposed matrix has its strides exchanged; a batch stride of 0 is the same matrix for the whole batch.
public record MatrixLayout(long rowStride, long columnStride, long batchStride) {
    /// One matrix of `columns` columns stored row by row; for a batch of them, `rows * columns` apart, see
    /// [#batch].
    public static MatrixLayout rowMajor(long columns) {
        return new MatrixLayout(columns, 1, 0);
    }

    /// The transposed view of a matrix that is stored row by row with `columns` columns.
    public static MatrixLayout transposed(long columns) {
        return new MatrixLayout(1, columns, 0);
    }

    /// This layout with matrices `stride` elements apart.
    public MatrixLayout batch(long stride) {
        return new MatrixLayout(rowStride, columnStride, stride);
    }

    /// Distance in elements of `(i, j)` of matrix `batch` from the base address.
    public long offset(long batch, long i, long j) {
        return batch * batchStride + i * rowStride + j * columnStride;
    }
}
