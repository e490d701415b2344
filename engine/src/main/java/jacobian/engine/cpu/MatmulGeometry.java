package jacobian.engine.cpu;

/// What a matrix product computes: `c[n] = a[n] · b[n]` for every `n` of the batch, where `a` is `(rows,
/// depth)`, `b` is `(depth, columns)` and `c` is `(rows, columns)`; with `accumulate`, `c[n] += a[n] · b[n]`.
///
/// `c` must have column stride 1; `a` and `b` may have any strides, and are fastest when one of the two is 1.
/// An empty product (`depth` 0) is a matrix of zeros. With `steadyB`, `b` is the same in many runs: what was made
/// of it is kept until [Matmul#forget].
public record MatmulGeometry(
        int batches,
        int rows,
        int columns,
        int depth,
        MatrixLayout a,
        MatrixLayout b,
        MatrixLayout c,
        boolean accumulate,
        boolean steadyB) {
    public MatmulGeometry {
        if (batches < 0 || rows < 0 || columns < 0 || depth < 0) {
            throw new IllegalArgumentException("matmul of %d x (%d, %d) by (%d, %d): extents must not be negative"
                    .formatted(batches, rows, depth, depth, columns));
        }
        if (c.columnStride() != 1 && columns > 1) {
            throw new IllegalArgumentException(
                    "matmul writes rows of adjacent elements: the result's column stride must be 1, not "
                            + c.columnStride());
        }
    }

    /// A product whose `b` may be another in each run.
    public MatmulGeometry(
            int batches,
            int rows,
            int columns,
            int depth,
            MatrixLayout a,
            MatrixLayout b,
            MatrixLayout c,
            boolean accumulate) {
        this(batches, rows, columns, depth, a, b, c, accumulate, false);
    }

    /// The product of two matrices, each stored row by row without gaps.
    public static MatmulGeometry of(int rows, int columns, int depth) {
        return new MatmulGeometry(
                1,
                rows,
                columns,
                depth,
                MatrixLayout.rowMajor(depth),
                MatrixLayout.rowMajor(columns),
                MatrixLayout.rowMajor(columns),
                false);
    }

    /// The same product with `a` stored as `(depth, rows)`, row by row.
    public MatmulGeometry transposeA() {
        return with(MatrixLayout.transposed(rows), b, accumulate);
    }

    /// The same product with `b` stored as `(columns, depth)`, row by row.
    public MatmulGeometry transposeB() {
        return with(a, MatrixLayout.transposed(depth), accumulate);
    }

    /// The same product, added to what `c` holds.
    public MatmulGeometry accumulating() {
        return with(a, b, true);
    }

    /// Floating-point operations: one multiplication and one addition for each term.
    public long operations() {
        return 2L * batches * rows * columns * depth;
    }

    /// The same product, with the same `b` in many runs.
    public MatmulGeometry withSteadyB() {
        return new MatmulGeometry(batches, rows, columns, depth, a, b, c, accumulate, true);
    }

    private MatmulGeometry with(MatrixLayout a, MatrixLayout b, boolean accumulate) {
        return new MatmulGeometry(batches, rows, columns, depth, a, b, c, accumulate);
    }
}
