package jacobian.engine.cpu.simd;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jacobian.engine.cpu.Memory;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tiles of a float64 matrix product: `tileRxV` writes `R` rows of `V` vectors, each the sum over `depth`
/// terms of an element of a packed panel of `a` (`R` elements a term) times a vector of a packed panel of `b` (`V`
/// vectors a term).
///
/// The JIT sets the limit of a tile: 24 accumulators with plain stores is what C1 compiles without running out of
/// virtual registers. With a load beside each store it already fails, and the method may stay at 1 percent of its
/// speed for good; so a tile never reads its target, and what is added to a matrix goes through scratch memory.
final class Float64Tiles {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    static final int BYTES = Double.BYTES;
    static final int VECTOR = LANES * BYTES;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /// Terms of each sum.
    int depth;

    /// Bytes between rows of the target.
    long row;

    void tile12x2(long a, long b, long c) {
        DoubleVector x00 = zero(), x01 = zero();
        DoubleVector x10 = zero(), x11 = zero();
        DoubleVector x20 = zero(), x21 = zero();
        DoubleVector x30 = zero(), x31 = zero();
        DoubleVector x40 = zero(), x41 = zero();
        DoubleVector x50 = zero(), x51 = zero();
        DoubleVector x60 = zero(), x61 = zero();
        DoubleVector x70 = zero(), x71 = zero();
        DoubleVector x80 = zero(), x81 = zero();
        DoubleVector x90 = zero(), x91 = zero();
        DoubleVector xa0 = zero(), xa1 = zero();
        DoubleVector xb0 = zero(), xb1 = zero();
        for (int k = depth; k > 0; k--) {
            DoubleVector b0 = load(b);
            DoubleVector b1 = load(b + VECTOR);
            DoubleVector r = element(a);
            x00 = r.fma(b0, x00);
            x01 = r.fma(b1, x01);
            r = element(a + BYTES);
            x10 = r.fma(b0, x10);
            x11 = r.fma(b1, x11);
            r = element(a + 2 * BYTES);
            x20 = r.fma(b0, x20);
            x21 = r.fma(b1, x21);
            r = element(a + 3 * BYTES);
            x30 = r.fma(b0, x30);
            x31 = r.fma(b1, x31);
            r = element(a + 4 * BYTES);
            x40 = r.fma(b0, x40);
            x41 = r.fma(b1, x41);
            r = element(a + 5 * BYTES);
            x50 = r.fma(b0, x50);
            x51 = r.fma(b1, x51);
            r = element(a + 6 * BYTES);
            x60 = r.fma(b0, x60);
            x61 = r.fma(b1, x61);
            r = element(a + 7 * BYTES);
            x70 = r.fma(b0, x70);
            x71 = r.fma(b1, x71);
            r = element(a + 8 * BYTES);
            x80 = r.fma(b0, x80);
            x81 = r.fma(b1, x81);
            r = element(a + 9 * BYTES);
            x90 = r.fma(b0, x90);
            x91 = r.fma(b1, x91);
            r = element(a + 10 * BYTES);
            xa0 = r.fma(b0, xa0);
            xa1 = r.fma(b1, xa1);
            r = element(a + 11 * BYTES);
            xb0 = r.fma(b0, xb0);
            xb1 = r.fma(b1, xb1);
            a += 12 * BYTES;
            b += 2 * VECTOR;
        }
        store(c, x00, x01);
        store(c + row, x10, x11);
        store(c + 2 * row, x20, x21);
        store(c + 3 * row, x30, x31);
        store(c + 4 * row, x40, x41);
        store(c + 5 * row, x50, x51);
        store(c + 6 * row, x60, x61);
        store(c + 7 * row, x70, x71);
        store(c + 8 * row, x80, x81);
        store(c + 9 * row, x90, x91);
        store(c + 10 * row, xa0, xa1);
        store(c + 11 * row, xb0, xb1);
    }

    void tile8x2(long a, long b, long c) {
        DoubleVector x00 = zero(), x01 = zero();
        DoubleVector x10 = zero(), x11 = zero();
        DoubleVector x20 = zero(), x21 = zero();
        DoubleVector x30 = zero(), x31 = zero();
        DoubleVector x40 = zero(), x41 = zero();
        DoubleVector x50 = zero(), x51 = zero();
        DoubleVector x60 = zero(), x61 = zero();
        DoubleVector x70 = zero(), x71 = zero();
        for (int k = depth; k > 0; k--) {
            DoubleVector b0 = load(b);
            DoubleVector b1 = load(b + VECTOR);
            DoubleVector r = element(a);
            x00 = r.fma(b0, x00);
            x01 = r.fma(b1, x01);
            r = element(a + BYTES);
            x10 = r.fma(b0, x10);
            x11 = r.fma(b1, x11);
            r = element(a + 2 * BYTES);
            x20 = r.fma(b0, x20);
            x21 = r.fma(b1, x21);
            r = element(a + 3 * BYTES);
            x30 = r.fma(b0, x30);
            x31 = r.fma(b1, x31);
            r = element(a + 4 * BYTES);
            x40 = r.fma(b0, x40);
            x41 = r.fma(b1, x41);
            r = element(a + 5 * BYTES);
            x50 = r.fma(b0, x50);
            x51 = r.fma(b1, x51);
            r = element(a + 6 * BYTES);
            x60 = r.fma(b0, x60);
            x61 = r.fma(b1, x61);
            r = element(a + 7 * BYTES);
            x70 = r.fma(b0, x70);
            x71 = r.fma(b1, x71);
            a += 8 * BYTES;
            b += 2 * VECTOR;
        }
        store(c, x00, x01);
        store(c + row, x10, x11);
        store(c + 2 * row, x20, x21);
        store(c + 3 * row, x30, x31);
        store(c + 4 * row, x40, x41);
        store(c + 5 * row, x50, x51);
        store(c + 6 * row, x60, x61);
        store(c + 7 * row, x70, x71);
    }

    void tile6x2(long a, long b, long c) {
        DoubleVector x00 = zero(), x01 = zero();
        DoubleVector x10 = zero(), x11 = zero();
        DoubleVector x20 = zero(), x21 = zero();
        DoubleVector x30 = zero(), x31 = zero();
        DoubleVector x40 = zero(), x41 = zero();
        DoubleVector x50 = zero(), x51 = zero();
        for (int k = depth; k > 0; k--) {
            DoubleVector b0 = load(b);
            DoubleVector b1 = load(b + VECTOR);
            DoubleVector r = element(a);
            x00 = r.fma(b0, x00);
            x01 = r.fma(b1, x01);
            r = element(a + BYTES);
            x10 = r.fma(b0, x10);
            x11 = r.fma(b1, x11);
            r = element(a + 2 * BYTES);
            x20 = r.fma(b0, x20);
            x21 = r.fma(b1, x21);
            r = element(a + 3 * BYTES);
            x30 = r.fma(b0, x30);
            x31 = r.fma(b1, x31);
            r = element(a + 4 * BYTES);
            x40 = r.fma(b0, x40);
            x41 = r.fma(b1, x41);
            r = element(a + 5 * BYTES);
            x50 = r.fma(b0, x50);
            x51 = r.fma(b1, x51);
            a += 6 * BYTES;
            b += 2 * VECTOR;
        }
        store(c, x00, x01);
        store(c + row, x10, x11);
        store(c + 2 * row, x20, x21);
        store(c + 3 * row, x30, x31);
        store(c + 4 * row, x40, x41);
        store(c + 5 * row, x50, x51);
    }

    void tile4x2(long a, long b, long c) {
        DoubleVector x00 = zero(), x01 = zero();
        DoubleVector x10 = zero(), x11 = zero();
        DoubleVector x20 = zero(), x21 = zero();
        DoubleVector x30 = zero(), x31 = zero();
        for (int k = depth; k > 0; k--) {
            DoubleVector b0 = load(b);
            DoubleVector b1 = load(b + VECTOR);
            DoubleVector r = element(a);
            x00 = r.fma(b0, x00);
            x01 = r.fma(b1, x01);
            r = element(a + BYTES);
            x10 = r.fma(b0, x10);
            x11 = r.fma(b1, x11);
            r = element(a + 2 * BYTES);
            x20 = r.fma(b0, x20);
            x21 = r.fma(b1, x21);
            r = element(a + 3 * BYTES);
            x30 = r.fma(b0, x30);
            x31 = r.fma(b1, x31);
            a += 4 * BYTES;
            b += 2 * VECTOR;
        }
        store(c, x00, x01);
        store(c + row, x10, x11);
        store(c + 2 * row, x20, x21);
        store(c + 3 * row, x30, x31);
    }

    void tile12x1(long a, long b, long c) {
        DoubleVector x00 = zero();
        DoubleVector x10 = zero();
        DoubleVector x20 = zero();
        DoubleVector x30 = zero();
        DoubleVector x40 = zero();
        DoubleVector x50 = zero();
        DoubleVector x60 = zero();
        DoubleVector x70 = zero();
        DoubleVector x80 = zero();
        DoubleVector x90 = zero();
        DoubleVector xa0 = zero();
        DoubleVector xb0 = zero();
        for (int k = depth; k > 0; k--) {
            DoubleVector b0 = load(b);
            DoubleVector r = element(a);
            x00 = r.fma(b0, x00);
            r = element(a + BYTES);
            x10 = r.fma(b0, x10);
            r = element(a + 2 * BYTES);
            x20 = r.fma(b0, x20);
            r = element(a + 3 * BYTES);
            x30 = r.fma(b0, x30);
            r = element(a + 4 * BYTES);
            x40 = r.fma(b0, x40);
            r = element(a + 5 * BYTES);
            x50 = r.fma(b0, x50);
            r = element(a + 6 * BYTES);
            x60 = r.fma(b0, x60);
            r = element(a + 7 * BYTES);
            x70 = r.fma(b0, x70);
            r = element(a + 8 * BYTES);
            x80 = r.fma(b0, x80);
            r = element(a + 9 * BYTES);
            x90 = r.fma(b0, x90);
            r = element(a + 10 * BYTES);
            xa0 = r.fma(b0, xa0);
            r = element(a + 11 * BYTES);
            xb0 = r.fma(b0, xb0);
            a += 12 * BYTES;
            b += VECTOR;
        }
        store(c, x00);
        store(c + row, x10);
        store(c + 2 * row, x20);
        store(c + 3 * row, x30);
        store(c + 4 * row, x40);
        store(c + 5 * row, x50);
        store(c + 6 * row, x60);
        store(c + 7 * row, x70);
        store(c + 8 * row, x80);
        store(c + 9 * row, x90);
        store(c + 10 * row, xa0);
        store(c + 11 * row, xb0);
    }

    void tile8x1(long a, long b, long c) {
        DoubleVector x00 = zero();
        DoubleVector x10 = zero();
        DoubleVector x20 = zero();
        DoubleVector x30 = zero();
        DoubleVector x40 = zero();
        DoubleVector x50 = zero();
        DoubleVector x60 = zero();
        DoubleVector x70 = zero();
        for (int k = depth; k > 0; k--) {
            DoubleVector b0 = load(b);
            DoubleVector r = element(a);
            x00 = r.fma(b0, x00);
            r = element(a + BYTES);
            x10 = r.fma(b0, x10);
            r = element(a + 2 * BYTES);
            x20 = r.fma(b0, x20);
            r = element(a + 3 * BYTES);
            x30 = r.fma(b0, x30);
            r = element(a + 4 * BYTES);
            x40 = r.fma(b0, x40);
            r = element(a + 5 * BYTES);
            x50 = r.fma(b0, x50);
            r = element(a + 6 * BYTES);
            x60 = r.fma(b0, x60);
            r = element(a + 7 * BYTES);
            x70 = r.fma(b0, x70);
            a += 8 * BYTES;
            b += VECTOR;
        }
        store(c, x00);
        store(c + row, x10);
        store(c + 2 * row, x20);
        store(c + 3 * row, x30);
        store(c + 4 * row, x40);
        store(c + 5 * row, x50);
        store(c + 6 * row, x60);
        store(c + 7 * row, x70);
    }

    void tile6x1(long a, long b, long c) {
        DoubleVector x00 = zero();
        DoubleVector x10 = zero();
        DoubleVector x20 = zero();
        DoubleVector x30 = zero();
        DoubleVector x40 = zero();
        DoubleVector x50 = zero();
        for (int k = depth; k > 0; k--) {
            DoubleVector b0 = load(b);
            DoubleVector r = element(a);
            x00 = r.fma(b0, x00);
            r = element(a + BYTES);
            x10 = r.fma(b0, x10);
            r = element(a + 2 * BYTES);
            x20 = r.fma(b0, x20);
            r = element(a + 3 * BYTES);
            x30 = r.fma(b0, x30);
            r = element(a + 4 * BYTES);
            x40 = r.fma(b0, x40);
            r = element(a + 5 * BYTES);
            x50 = r.fma(b0, x50);
            a += 6 * BYTES;
            b += VECTOR;
        }
        store(c, x00);
        store(c + row, x10);
        store(c + 2 * row, x20);
        store(c + 3 * row, x30);
        store(c + 4 * row, x40);
        store(c + 5 * row, x50);
    }

    void tile4x1(long a, long b, long c) {
        DoubleVector x00 = zero();
        DoubleVector x10 = zero();
        DoubleVector x20 = zero();
        DoubleVector x30 = zero();
        for (int k = depth; k > 0; k--) {
            DoubleVector b0 = load(b);
            DoubleVector r = element(a);
            x00 = r.fma(b0, x00);
            r = element(a + BYTES);
            x10 = r.fma(b0, x10);
            r = element(a + 2 * BYTES);
            x20 = r.fma(b0, x20);
            r = element(a + 3 * BYTES);
            x30 = r.fma(b0, x30);
            a += 4 * BYTES;
            b += VECTOR;
        }
        store(c, x00);
        store(c + row, x10);
        store(c + 2 * row, x20);
        store(c + 3 * row, x30);
    }

    private static DoubleVector zero() {
        return DoubleVector.zero(SPECIES);
    }

    private static DoubleVector load(long address) {
        return DoubleVector.fromMemorySegment(SPECIES, Memory.ALL, address, ORDER);
    }

    private static DoubleVector element(long address) {
        return DoubleVector.broadcast(SPECIES, Memory.ALL.get(ELEMENT, address));
    }

    private static void store(long address, DoubleVector x) {
        x.intoMemorySegment(Memory.ALL, address, ORDER);
    }

    private static void store(long address, DoubleVector x, DoubleVector y) {
        x.intoMemorySegment(Memory.ALL, address, ORDER);
        y.intoMemorySegment(Memory.ALL, address + VECTOR, ORDER);
    }
}
