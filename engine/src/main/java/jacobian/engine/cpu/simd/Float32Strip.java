package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.Memory.ALL;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// A strip of the product of one row and a matrix that is read where it lies: 8 vectors of the result at a time,
/// so that 512 bytes of each row of the matrix are read in one go. Tiles, two vectors wide, read the matrix of
/// a single example at half the speed at which the caches give it.
///
/// See [Float32Tiles] for what the JIT compilers want.
final class Float32Strip {
    /// Vectors of a strip.
    static final int VECTORS = 8;

    /// Elements of a strip.
    static final int WIDTH = VECTORS * Float32Tiles.LANES;

    private static final VectorSpecies<Float> SPECIES = Float32Tiles.SPECIES;
    private static final int VECTOR = Float32Tiles.VECTOR;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /// Terms of each sum.
    int depth;

    /// Bytes from a term to the next in the row and in the matrix.
    long aStep;

    long bStep;

    /// Writes the sums of a whole strip at `c`.
    void run(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x0 = zero, x1 = zero, x2 = zero, x3 = zero;
        FloatVector x4 = zero, x5 = zero, x6 = zero, x7 = zero;
        for (int k = depth; k > 0; k--) {
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            x0 = x.fma(FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER), x0);
            x1 = x.fma(FloatVector.fromMemorySegment(SPECIES, ALL, b + VECTOR, ORDER), x1);
            x2 = x.fma(FloatVector.fromMemorySegment(SPECIES, ALL, b + 2 * VECTOR, ORDER), x2);
            x3 = x.fma(FloatVector.fromMemorySegment(SPECIES, ALL, b + 3 * VECTOR, ORDER), x3);
            x4 = x.fma(FloatVector.fromMemorySegment(SPECIES, ALL, b + 4 * VECTOR, ORDER), x4);
            x5 = x.fma(FloatVector.fromMemorySegment(SPECIES, ALL, b + 5 * VECTOR, ORDER), x5);
            x6 = x.fma(FloatVector.fromMemorySegment(SPECIES, ALL, b + 6 * VECTOR, ORDER), x6);
            x7 = x.fma(FloatVector.fromMemorySegment(SPECIES, ALL, b + 7 * VECTOR, ORDER), x7);
            a += aStep;
            b += bStep;
        }
        x0.intoMemorySegment(ALL, c, ORDER);
        x1.intoMemorySegment(ALL, c + VECTOR, ORDER);
        x2.intoMemorySegment(ALL, c + 2 * VECTOR, ORDER);
        x3.intoMemorySegment(ALL, c + 3 * VECTOR, ORDER);
        x4.intoMemorySegment(ALL, c + 4 * VECTOR, ORDER);
        x5.intoMemorySegment(ALL, c + 5 * VECTOR, ORDER);
        x6.intoMemorySegment(ALL, c + 6 * VECTOR, ORDER);
        x7.intoMemorySegment(ALL, c + 7 * VECTOR, ORDER);
    }

    /// Writes the sums of the first `columns` elements at `c`, where there is room for a vector. `b` is read by
    /// whole vectors as far as they end within it, then by elements.
    void narrow(long a, long b, long c, int columns) {
        long beyond = Math.max(0, VECTOR - (long) columns * Float32Tiles.BYTES);
        int whole = (int) Math.max(0, depth - (beyond + bStep - 1) / bStep);
        vector(a, b, c, whole);
        for (int k = whole; k < depth; k++) {
            float x = ALL.get(ELEMENT, a + k * aStep);
            for (long j = 0; j < (long) columns * Float32Tiles.BYTES; j += Float32Tiles.BYTES) {
                float sum = ALL.get(ELEMENT, c + j);
                ALL.set(ELEMENT, c + j, Math.fma(x, ALL.get(ELEMENT, b + k * bStep + j), sum));
            }
        }
    }

    private void vector(long a, long b, long c, int terms) {
        var sum = FloatVector.zero(SPECIES);
        for (int k = terms; k > 0; k--) {
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            sum = x.fma(FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER), sum);
            a += aStep;
            b += bStep;
        }
        sum.intoMemorySegment(ALL, c, ORDER);
    }
}
