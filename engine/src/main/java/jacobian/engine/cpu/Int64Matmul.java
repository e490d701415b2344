package jacobian.engine.cpu;

import java.lang.foreign.ValueLayout;

/// int64 products modulo 2^64 in plain loops: right, not fast.
final class Int64Matmul extends MatmulPart {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private int k0;
    private int k1;

    Int64Matmul(MatmulGeometry geometry) {
        super(geometry, new Blocking(1, 1, 64, 256, 256));
    }

    @Override
    protected long scratchBytes() {
        return 0;
    }

    @Override
    protected int elementBytes() {
        return Long.BYTES;
    }

    @Override
    protected void packB(int k0, int k1, int j0, int j1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    @Override
    protected void packA(int i0, int i1, int k0, int k1) {}

    @Override
    protected void multiply(int i0, int i1, int j0, int j1, boolean add) {
        for (int i = i0; i < i1; i++) {
            for (int j = j0; j < j1; j++) {
                long target = c + Long.BYTES * geometry.c().offset(0, i, j);
                long sum = add ? Memory.ALL.get(LONG, target) : 0;
                Memory.ALL.set(LONG, target, sum + dot(i, j));
            }
        }
    }

    private long dot(int i, int j) {
        long x = a + Long.BYTES * geometry.a().offset(0, i, k0);
        long y = b + Long.BYTES * geometry.b().offset(0, k0, j);
        long xStep = Long.BYTES * geometry.a().columnStride();
        long yStep = Long.BYTES * geometry.b().rowStride();
        long sum = 0;
        for (int k = k0; k < k1; k++, x += xStep, y += yStep) {
            sum += Memory.ALL.get(LONG, x) * Memory.ALL.get(LONG, y);
        }
        return sum;
    }
}
