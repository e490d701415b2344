package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.Memory.ALL;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tiles of a float32 matrix product: `tileRxV` writes `R` rows of `V` vectors, each the sum over
/// `depth` terms of an element of a packed panel of `a` (`R` elements a term) times a vector of a packed panel
/// of `b`.
///
/// The JIT compilers set the limits. C1 compiles 24 accumulators with plain stores; with a load beside each
/// store it runs out of virtual registers, and the method may stay at 1 percent of its speed for good: so a
/// tile never reads its target, and what is added to a matrix goes through scratch memory. C2 stops inlining
/// our own methods at 18,000 nodes (`NodeCountInliningCutoff`), never those of the JDK marked for it: behind
/// helper methods for load and store the same tile ran at 8 instead of 117 GFLOP/s. So the Vector API is called
/// without a layer between, and the distances within a panel are constants: with distances in variables it ran
/// at 99.
final class Float32Tiles {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    static final int BYTES = Float.BYTES;
    static final int VECTOR = LANES * BYTES;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfLong SEEN = ValueLayout.JAVA_LONG_UNALIGNED;

    /// A quarter of a cache line: a tile of 12 rows and two vectors is fetched in 96 terms.
    static final long AHEAD = 16;

    /// Terms of each sum.
    int depth;

    /// Bytes from a term to the next in `a` and in `b`. Variables on purpose: with constant steps C2 computes
    /// every address from the loop variable, and the same tile runs at 99 instead of 117 GFLOP/s.
    long aStep;

    long bStep;

    /// Bytes between rows of the target.
    long row;

    /// From here on [#AHEAD] bytes a term are fetched into the cache: where a later tile will write. Memory that can
    /// be read, the panel of `b` where there is nothing to fetch. Tiles of 12 rows and two vectors do so, for which
    /// one more load a term is free.
    long ahead;

    /// Keeps what was read ahead from being optimised away.
    long fetched;

    void tile12x2(long a, long b, long c) {
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
        long t = ahead;
        long seen = 0;
        for (int k = depth; k > 0; k--) {
            seen ^= ALL.get(SEEN, t);
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER);
            var b1 = FloatVector.fromMemorySegment(SPECIES, ALL, b + VECTOR, ORDER);
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            x00 = x.fma(b0, x00);
            x01 = x.fma(b1, x01);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + BYTES));
            x10 = x.fma(b0, x10);
            x11 = x.fma(b1, x11);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * BYTES));
            x20 = x.fma(b0, x20);
            x21 = x.fma(b1, x21);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * BYTES));
            x30 = x.fma(b0, x30);
            x31 = x.fma(b1, x31);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * BYTES));
            x40 = x.fma(b0, x40);
            x41 = x.fma(b1, x41);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * BYTES));
            x50 = x.fma(b0, x50);
            x51 = x.fma(b1, x51);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 6 * BYTES));
            x60 = x.fma(b0, x60);
            x61 = x.fma(b1, x61);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 7 * BYTES));
            x70 = x.fma(b0, x70);
            x71 = x.fma(b1, x71);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 8 * BYTES));
            x80 = x.fma(b0, x80);
            x81 = x.fma(b1, x81);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 9 * BYTES));
            x90 = x.fma(b0, x90);
            x91 = x.fma(b1, x91);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 10 * BYTES));
            xa0 = x.fma(b0, xa0);
            xa1 = x.fma(b1, xa1);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 11 * BYTES));
            xb0 = x.fma(b0, xb0);
            xb1 = x.fma(b1, xb1);
            a += aStep;
            b += bStep;
            t += AHEAD;
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

    void tile6x2(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x01 = zero;
        FloatVector x10 = zero, x11 = zero;
        FloatVector x20 = zero, x21 = zero;
        FloatVector x30 = zero, x31 = zero;
        FloatVector x40 = zero, x41 = zero;
        FloatVector x50 = zero, x51 = zero;
        for (int k = depth; k > 0; k--) {
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER);
            var b1 = FloatVector.fromMemorySegment(SPECIES, ALL, b + VECTOR, ORDER);
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            x00 = x.fma(b0, x00);
            x01 = x.fma(b1, x01);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + BYTES));
            x10 = x.fma(b0, x10);
            x11 = x.fma(b1, x11);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * BYTES));
            x20 = x.fma(b0, x20);
            x21 = x.fma(b1, x21);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * BYTES));
            x30 = x.fma(b0, x30);
            x31 = x.fma(b1, x31);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * BYTES));
            x40 = x.fma(b0, x40);
            x41 = x.fma(b1, x41);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * BYTES));
            x50 = x.fma(b0, x50);
            x51 = x.fma(b1, x51);
            a += aStep;
            b += bStep;
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

    void tile4x2(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x01 = zero;
        FloatVector x10 = zero, x11 = zero;
        FloatVector x20 = zero, x21 = zero;
        FloatVector x30 = zero, x31 = zero;
        for (int k = depth; k > 0; k--) {
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER);
            var b1 = FloatVector.fromMemorySegment(SPECIES, ALL, b + VECTOR, ORDER);
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            x00 = x.fma(b0, x00);
            x01 = x.fma(b1, x01);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + BYTES));
            x10 = x.fma(b0, x10);
            x11 = x.fma(b1, x11);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * BYTES));
            x20 = x.fma(b0, x20);
            x21 = x.fma(b1, x21);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * BYTES));
            x30 = x.fma(b0, x30);
            x31 = x.fma(b1, x31);
            a += aStep;
            b += bStep;
        }
        x00.intoMemorySegment(ALL, c, ORDER);
        x01.intoMemorySegment(ALL, c + VECTOR, ORDER);
        x10.intoMemorySegment(ALL, c + row, ORDER);
        x11.intoMemorySegment(ALL, c + row + VECTOR, ORDER);
        x20.intoMemorySegment(ALL, c + 2 * row, ORDER);
        x21.intoMemorySegment(ALL, c + 2 * row + VECTOR, ORDER);
        x30.intoMemorySegment(ALL, c + 3 * row, ORDER);
        x31.intoMemorySegment(ALL, c + 3 * row + VECTOR, ORDER);
    }

    void tile12x1(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x10 = zero;
        FloatVector x20 = zero, x30 = zero;
        FloatVector x40 = zero, x50 = zero;
        FloatVector x60 = zero, x70 = zero;
        FloatVector x80 = zero, x90 = zero;
        FloatVector xa0 = zero, xb0 = zero;
        for (int k = depth; k > 0; k--) {
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER);
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            x00 = x.fma(b0, x00);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + BYTES));
            x10 = x.fma(b0, x10);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * BYTES));
            x20 = x.fma(b0, x20);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * BYTES));
            x30 = x.fma(b0, x30);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * BYTES));
            x40 = x.fma(b0, x40);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * BYTES));
            x50 = x.fma(b0, x50);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 6 * BYTES));
            x60 = x.fma(b0, x60);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 7 * BYTES));
            x70 = x.fma(b0, x70);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 8 * BYTES));
            x80 = x.fma(b0, x80);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 9 * BYTES));
            x90 = x.fma(b0, x90);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 10 * BYTES));
            xa0 = x.fma(b0, xa0);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 11 * BYTES));
            xb0 = x.fma(b0, xb0);
            a += aStep;
            b += bStep;
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

    void tile6x1(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x10 = zero;
        FloatVector x20 = zero, x30 = zero;
        FloatVector x40 = zero, x50 = zero;
        for (int k = depth; k > 0; k--) {
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER);
            var x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            x00 = x.fma(b0, x00);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + BYTES));
            x10 = x.fma(b0, x10);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * BYTES));
            x20 = x.fma(b0, x20);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * BYTES));
            x30 = x.fma(b0, x30);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * BYTES));
            x40 = x.fma(b0, x40);
            x = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * BYTES));
            x50 = x.fma(b0, x50);
            a += aStep;
            b += bStep;
        }
        x00.intoMemorySegment(ALL, c, ORDER);
        x10.intoMemorySegment(ALL, c + row, ORDER);
        x20.intoMemorySegment(ALL, c + 2 * row, ORDER);
        x30.intoMemorySegment(ALL, c + 3 * row, ORDER);
        x40.intoMemorySegment(ALL, c + 4 * row, ORDER);
        x50.intoMemorySegment(ALL, c + 5 * row, ORDER);
    }
}
