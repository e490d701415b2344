package jacobian.engine.cpu;

/// The sizes of attention: queries `(batch, queries, heads, features)`, keys `(batch, keys, groups, features)`,
/// values `(batch, keys, groups, values)`, in rows without gaps; with `causal`, a query sees no later key.
public record AttentionGeometry(
        int batch, int queries, int keys, int heads, int groups, int features, int values, boolean causal, Mask mask) {
    /// Scores that a block of queries may have: 256 KB stay in the second-level cache.
    private static final int SCORES = 65_536;

    /// Rows of the tallest register tile.
    private static final int TILE = 12;

    private static final int MOST_QUERIES = 192;

    /// A bool of `(batch, heads, queries, keys)`, each of them or 1: how far the bytes of neighbours along each
    /// axis are apart, 0 along an axis of 1.
    public record Mask(boolean exists, long batch, long head, long query, int key) {
        /// No mask: every score counts.
        public static final Mask NONE = new Mask(false, 0, 0, 0, 0);

        /// The mask of these sizes.
        public static Mask of(int batch, int heads, int queries, int keys) {
            long row = keys;
            long head = queries * row;
            return new Mask(
                    true,
                    batch == 1 ? 0 : heads * head,
                    heads == 1 ? 0 : head,
                    queries == 1 ? 0 : row,
                    keys == 1 ? 0 : 1);
        }
    }

    /// Queries whose scores are computed together; depends on the sizes alone, as results do on it.
    int block() {
        int most = Math.clamp(SCORES / Math.max(1, keys) / TILE * TILE, TILE, MOST_QUERIES);
        return Math.min(most, queries);
    }

    /// Elements from one row of scores to the next: whole virtual lanes, not a multiple of 4 KB.
    int scoreStride() {
        int whole = (keys + AttentionRows.LANES - 1) / AttentionRows.LANES * AttentionRows.LANES;
        return whole % 1024 == 0 ? whole + AttentionRows.LANES : whole;
    }

    /// Keys that query `query` sees: fewer than all only where no mask hides the others.
    int visible(int query) {
        return causal && !mask.exists ? Math.min(keys, query + 1) : keys;
    }

    MatrixLayout query() {
        return new MatrixLayout((long) heads * features, 1, 0);
    }

    MatrixLayout key() {
        return new MatrixLayout((long) groups * features, 1, 0);
    }

    MatrixLayout value() {
        return new MatrixLayout((long) groups * values, 1, 0);
    }

    MatrixLayout result() {
        return new MatrixLayout(resultStride(), 1, 0);
    }

    /// Elements from the result of one query to that of the next.
    long resultStride() {
        return (long) heads * values;
    }

    MatrixLayout scores() {
        return MatrixLayout.rowMajor(scoreStride());
    }

    /// The product of matrices of these sizes and layouts.
    MatmulGeometry product(int rows, int columns, int depth, MatrixLayout a, MatrixLayout b, MatrixLayout c) {
        return new MatmulGeometry(1, rows, columns, depth, a, b, c, false);
    }

    static MatrixLayout transposed(MatrixLayout layout) {
        return new MatrixLayout(layout.columnStride(), layout.rowStride(), 0);
    }
}
