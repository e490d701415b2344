package jacobian.engine.cpu;

/// One thread's matrix product of one geometry, on whatever matrices it is given: a step of a larger kernel.
final class BlockProduct {
    /// Smaller products are not worth the Vector API's tiles.
    private static final long OPERATIONS_WORTH_VECTORS = 16_384;

    private final MatmulGeometry geometry;
    private final MatmulPart scalar;
    private final MatmulPart vector;
    private final long offset;
    private MatmulPart current;

    /// Takes its scratch memory `offset` bytes into that of the thread.
    BlockProduct(MatmulGeometry geometry, long offset) {
        this.geometry = geometry;
        this.offset = offset;
        scalar = new ScalarFloat32Matmul(geometry);
        boolean worth = geometry.operations() >= OPERATIONS_WORTH_VECTORS;
        vector = worth ? Kernels.standard().float32Matmul(geometry) : scalar;
        current = scalar;
    }

    /// The first byte of scratch memory behind this product's.
    long end() {
        long bytes = Math.max(scalar.scratchBytes(), vector.scratchBytes());
        return offset + (bytes + Memory.ALIGNMENT - 1) / Memory.ALIGNMENT * Memory.ALIGNMENT;
    }

    /// Chooses the tiles that are compiled by now, before a run.
    void start(long scratch, long operations) {
        current = Kernels.standard().ready(operations) ? vector : scalar;
        current.scratch = scratch + offset;
    }

    /// Multiplies the first `rows` rows of `a` and `columns` columns of `b` into `c`.
    void run(long a, long b, long c, int rows, int columns) {
        current.a = a;
        current.b = b;
        current.c = c;
        current.beginRun();
        current.run(0, 0, rows, 0, columns);
    }

    long operations() {
        return geometry.operations();
    }
}
