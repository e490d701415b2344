package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.Memory.ALL;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tiles of a float32 matrix product as in [Float32Tiles], that read rows of `a` where they lie:
/// `rowsRxV` takes element `k` of row `i` from `a + i * aRow + k * BYTES`. The addresses are written as
/// functions of the loop's int variable, so that C2 moves the bounds checks out of the loop (115 GFLOP/s; 99 to
/// 103 with running addresses).
final class Float32RowTiles {
    private static final VectorSpecies<Float> SPECIES = Float32Tiles.SPECIES;
    private static final int BYTES = Float32Tiles.BYTES;
    private static final int VECTOR = Float32Tiles.VECTOR;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfLong SEEN = ValueLayout.JAVA_LONG_UNALIGNED;

    /// Terms of each sum.
    int depth;

    /// Bytes between rows of `a`.
    long aRow;

    /// Bytes between rows of the target.
    long row;

    /// What is read ahead, [Float32Tiles#AHEAD] bytes a term, as [Float32Tiles#ahead].
    long ahead;

    /// Keeps what was read ahead from being optimised away.
    long fetched;

    void rows12x2(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x01 = zero;
        FloatVector x10 = zero, x11 = zero;
        FloatVector x20 = zero, x21 = zero;
        FloatVector x30 = zero, x31 = zero;
        FloatVector x40 = zero, x41 = zero;
        FloatVector x50 = zero, x51 = zero;
        FloatVector x60 = zero, x61 = zero;
        FloatVector x70 = zero, x71 = zero;
        FloatVector x80 = zero, x81 = zero;
        FloatVector x90 = zero, x91 = zero;
        FloatVector xa0 = zero, xa1 = zero;
        FloatVector xb0 = zero, xb1 = zero;
        long r = aRow;
        int terms = depth;
        long t = ahead;
        long seen = 0;
        for (int k = 0; k < terms; k++) {
            seen ^= ALL.get(SEEN, t + Float32Tiles.AHEAD * k);
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b + 2L * VECTOR * k, ORDER);
            var b1 = FloatVector.fromMemorySegment(SPECIES, ALL, b + 2L * VECTOR * k + VECTOR, ORDER);
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + (long) BYTES * k));
            x00 = x.fma(b0, x00);
            x01 = x.fma(b1, x01);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + r + (long) BYTES * k));
            x10 = x.fma(b0, x10);
            x11 = x.fma(b1, x11);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * r + (long) BYTES * k));
            x20 = x.fma(b0, x20);
            x21 = x.fma(b1, x21);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * r + (long) BYTES * k));
            x30 = x.fma(b0, x30);
            x31 = x.fma(b1, x31);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * r + (long) BYTES * k));
            x40 = x.fma(b0, x40);
            x41 = x.fma(b1, x41);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * r + (long) BYTES * k));
            x50 = x.fma(b0, x50);
            x51 = x.fma(b1, x51);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 6 * r + (long) BYTES * k));
            x60 = x.fma(b0, x60);
            x61 = x.fma(b1, x61);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 7 * r + (long) BYTES * k));
            x70 = x.fma(b0, x70);
            x71 = x.fma(b1, x71);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 8 * r + (long) BYTES * k));
            x80 = x.fma(b0, x80);
            x81 = x.fma(b1, x81);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 9 * r + (long) BYTES * k));
            x90 = x.fma(b0, x90);
            x91 = x.fma(b1, x91);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 10 * r + (long) BYTES * k));
            xa0 = x.fma(b0, xa0);
            xa1 = x.fma(b1, xa1);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 11 * r + (long) BYTES * k));
            xb0 = x.fma(b0, xb0);
            xb1 = x.fma(b1, xb1);
        }
        fetched = seen;
        x00.intoMemorySegment(ALL, c, ORDER);
        x01.intoMemorySegment(ALL, c + VECTOR, ORDER);
        x10.intoMemorySegment(ALL, c + row, ORDER);
        x11.intoMemorySegment(ALL, c + row + VECTOR, ORDER);
        x20.intoMemorySegment(ALL, c + 2 * row, ORDER);
        x21.intoMemorySegment(ALL, c + 2 * row + VECTOR, ORDER);
        x30.intoMemorySegment(ALL, c + 3 * row, ORDER);
        x31.intoMemorySegment(ALL, c + 3 * row + VECTOR, ORDER);
        x40.intoMemorySegment(ALL, c + 4 * row, ORDER);
        x41.intoMemorySegment(ALL, c + 4 * row + VECTOR, ORDER);
        x50.intoMemorySegment(ALL, c + 5 * row, ORDER);
        x51.intoMemorySegment(ALL, c + 5 * row + VECTOR, ORDER);
        x60.intoMemorySegment(ALL, c + 6 * row, ORDER);
        x61.intoMemorySegment(ALL, c + 6 * row + VECTOR, ORDER);
        x70.intoMemorySegment(ALL, c + 7 * row, ORDER);
        x71.intoMemorySegment(ALL, c + 7 * row + VECTOR, ORDER);
        x80.intoMemorySegment(ALL, c + 8 * row, ORDER);
        x81.intoMemorySegment(ALL, c + 8 * row + VECTOR, ORDER);
        x90.intoMemorySegment(ALL, c + 9 * row, ORDER);
        x91.intoMemorySegment(ALL, c + 9 * row + VECTOR, ORDER);
        xa0.intoMemorySegment(ALL, c + 10 * row, ORDER);
        xa1.intoMemorySegment(ALL, c + 10 * row + VECTOR, ORDER);
        xb0.intoMemorySegment(ALL, c + 11 * row, ORDER);
        xb1.intoMemorySegment(ALL, c + 11 * row + VECTOR, ORDER);
    }

    void rows6x2(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x01 = zero;
        FloatVector x10 = zero, x11 = zero;
        FloatVector x20 = zero, x21 = zero;
        FloatVector x30 = zero, x31 = zero;
        FloatVector x40 = zero, x41 = zero;
        FloatVector x50 = zero, x51 = zero;
        long r = aRow;
        int terms = depth;
        for (int k = 0; k < terms; k++) {
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b + 2L * VECTOR * k, ORDER);
            var b1 = FloatVector.fromMemorySegment(SPECIES, ALL, b + 2L * VECTOR * k + VECTOR, ORDER);
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + (long) BYTES * k));
            x00 = x.fma(b0, x00);
            x01 = x.fma(b1, x01);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + r + (long) BYTES * k));
            x10 = x.fma(b0, x10);
            x11 = x.fma(b1, x11);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * r + (long) BYTES * k));
            x20 = x.fma(b0, x20);
            x21 = x.fma(b1, x21);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * r + (long) BYTES * k));
            x30 = x.fma(b0, x30);
            x31 = x.fma(b1, x31);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * r + (long) BYTES * k));
            x40 = x.fma(b0, x40);
            x41 = x.fma(b1, x41);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * r + (long) BYTES * k));
            x50 = x.fma(b0, x50);
            x51 = x.fma(b1, x51);
        }
        x00.intoMemorySegment(ALL, c, ORDER);
        x01.intoMemorySegment(ALL, c + VECTOR, ORDER);
        x10.intoMemorySegment(ALL, c + row, ORDER);
        x11.intoMemorySegment(ALL, c + row + VECTOR, ORDER);
        x20.intoMemorySegment(ALL, c + 2 * row, ORDER);
        x21.intoMemorySegment(ALL, c + 2 * row + VECTOR, ORDER);
        x30.intoMemorySegment(ALL, c + 3 * row, ORDER);
        x31.intoMemorySegment(ALL, c + 3 * row + VECTOR, ORDER);
        x40.intoMemorySegment(ALL, c + 4 * row, ORDER);
        x41.intoMemorySegment(ALL, c + 4 * row + VECTOR, ORDER);
        x50.intoMemorySegment(ALL, c + 5 * row, ORDER);
        x51.intoMemorySegment(ALL, c + 5 * row + VECTOR, ORDER);
    }

    void rows12x1(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x10 = zero;
        FloatVector x20 = zero, x30 = zero;
        FloatVector x40 = zero, x50 = zero;
        FloatVector x60 = zero, x70 = zero;
        FloatVector x80 = zero, x90 = zero;
        FloatVector xa0 = zero, xb0 = zero;
        long r = aRow;
        int terms = depth;
        for (int k = 0; k < terms; k++) {
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b + (long) VECTOR * k, ORDER);
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + (long) BYTES * k));
            x00 = x.fma(b0, x00);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + r + (long) BYTES * k));
            x10 = x.fma(b0, x10);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * r + (long) BYTES * k));
            x20 = x.fma(b0, x20);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * r + (long) BYTES * k));
            x30 = x.fma(b0, x30);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * r + (long) BYTES * k));
            x40 = x.fma(b0, x40);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * r + (long) BYTES * k));
            x50 = x.fma(b0, x50);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 6 * r + (long) BYTES * k));
            x60 = x.fma(b0, x60);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 7 * r + (long) BYTES * k));
            x70 = x.fma(b0, x70);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 8 * r + (long) BYTES * k));
            x80 = x.fma(b0, x80);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 9 * r + (long) BYTES * k));
            x90 = x.fma(b0, x90);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 10 * r + (long) BYTES * k));
            xa0 = x.fma(b0, xa0);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 11 * r + (long) BYTES * k));
            xb0 = x.fma(b0, xb0);
        }
        x00.intoMemorySegment(ALL, c, ORDER);
        x10.intoMemorySegment(ALL, c + row, ORDER);
        x20.intoMemorySegment(ALL, c + 2 * row, ORDER);
        x30.intoMemorySegment(ALL, c + 3 * row, ORDER);
        x40.intoMemorySegment(ALL, c + 4 * row, ORDER);
        x50.intoMemorySegment(ALL, c + 5 * row, ORDER);
        x60.intoMemorySegment(ALL, c + 6 * row, ORDER);
        x70.intoMemorySegment(ALL, c + 7 * row, ORDER);
        x80.intoMemorySegment(ALL, c + 8 * row, ORDER);
        x90.intoMemorySegment(ALL, c + 9 * row, ORDER);
        xa0.intoMemorySegment(ALL, c + 10 * row, ORDER);
        xb0.intoMemorySegment(ALL, c + 11 * row, ORDER);
    }

    void rows6x1(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x10 = zero;
        FloatVector x20 = zero, x30 = zero;
        FloatVector x40 = zero, x50 = zero;
        long r = aRow;
        int terms = depth;
        for (int k = 0; k < terms; k++) {
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b + (long) VECTOR * k, ORDER);
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + (long) BYTES * k));
            x00 = x.fma(b0, x00);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + r + (long) BYTES * k));
            x10 = x.fma(b0, x10);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * r + (long) BYTES * k));
            x20 = x.fma(b0, x20);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * r + (long) BYTES * k));
            x30 = x.fma(b0, x30);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * r + (long) BYTES * k));
            x40 = x.fma(b0, x40);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * r + (long) BYTES * k));
            x50 = x.fma(b0, x50);
        }
        x00.intoMemorySegment(ALL, c, ORDER);
        x10.intoMemorySegment(ALL, c + row, ORDER);
        x20.intoMemorySegment(ALL, c + 2 * row, ORDER);
        x30.intoMemorySegment(ALL, c + 3 * row, ORDER);
        x40.intoMemorySegment(ALL, c + 4 * row, ORDER);
        x50.intoMemorySegment(ALL, c + 5 * row, ORDER);
    }
}
