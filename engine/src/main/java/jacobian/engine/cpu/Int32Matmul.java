package jacobian.engine.cpu;

import java.lang.foreign.ValueLayout;

/// int32 products modulo 2^32 in plain loops: right, not fast.
final class Int32Matmul extends MatmulPart {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private int k0;
    private int k1;

    Int32Matmul(MatmulGeometry geometry) {
        super(geometry, new Blocking(1, 1, 64, 256, 256));
    }

    @Override
    protected long scratchBytes() {
        return 0;
    }

    @Override
    protected int elementBytes() {
        return Integer.BYTES;
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
                long target = c + Integer.BYTES * geometry.c().offset(0, i, j);
                int sum = add ? Memory.ALL.get(INT, target) : 0;
                Memory.ALL.set(INT, target, sum + dot(i, j));
            }
        }
    }

    private int dot(int i, int j) {
        long x = a + Integer.BYTES * geometry.a().offset(0, i, k0);
        long y = b + Integer.BYTES * geometry.b().offset(0, k0, j);
        long xStep = Integer.BYTES * geometry.a().columnStride();
        long yStep = Integer.BYTES * geometry.b().rowStride();
        int sum = 0;
        for (int k = k0; k < k1; k++, x += xStep, y += yStep) {
            sum += Memory.ALL.get(INT, x) * Memory.ALL.get(INT, y);
        }
        return sum;
    }
}
