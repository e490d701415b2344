package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.Memory.ALL;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tiles of a float32 matrix product, one vector wide, for the last columns: see [Float32Tiles].
final class Float32NarrowTiles {
    private static final VectorSpecies<Float> SPECIES = Float32Tiles.SPECIES;
    private static final int BYTES = Float32Tiles.BYTES;
    private static final int VECTOR = Float32Tiles.VECTOR;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /// Terms of each sum.
    int depth;

    /// Bytes between rows of the target.
    long row;

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
            var r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            x00 = r.fma(b0, x00);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + BYTES));
            x10 = r.fma(b0, x10);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * BYTES));
            x20 = r.fma(b0, x20);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * BYTES));
            x30 = r.fma(b0, x30);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * BYTES));
            x40 = r.fma(b0, x40);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * BYTES));
            x50 = r.fma(b0, x50);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 6 * BYTES));
            x60 = r.fma(b0, x60);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 7 * BYTES));
            x70 = r.fma(b0, x70);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 8 * BYTES));
            x80 = r.fma(b0, x80);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 9 * BYTES));
            x90 = r.fma(b0, x90);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 10 * BYTES));
            xa0 = r.fma(b0, xa0);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 11 * BYTES));
            xb0 = r.fma(b0, xb0);
            a += 12 * BYTES;
            b += VECTOR;
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

    void tile8x1(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x10 = zero;
        FloatVector x20 = zero, x30 = zero;
        FloatVector x40 = zero, x50 = zero;
        FloatVector x60 = zero, x70 = zero;
        for (int k = depth; k > 0; k--) {
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER);
            var r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            x00 = r.fma(b0, x00);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + BYTES));
            x10 = r.fma(b0, x10);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * BYTES));
            x20 = r.fma(b0, x20);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * BYTES));
            x30 = r.fma(b0, x30);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * BYTES));
            x40 = r.fma(b0, x40);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * BYTES));
            x50 = r.fma(b0, x50);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 6 * BYTES));
            x60 = r.fma(b0, x60);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 7 * BYTES));
            x70 = r.fma(b0, x70);
            a += 8 * BYTES;
            b += VECTOR;
        }
        x00.intoMemorySegment(ALL, c, ORDER);
        x10.intoMemorySegment(ALL, c + row, ORDER);
        x20.intoMemorySegment(ALL, c + 2 * row, ORDER);
        x30.intoMemorySegment(ALL, c + 3 * row, ORDER);
        x40.intoMemorySegment(ALL, c + 4 * row, ORDER);
        x50.intoMemorySegment(ALL, c + 5 * row, ORDER);
        x60.intoMemorySegment(ALL, c + 6 * row, ORDER);
        x70.intoMemorySegment(ALL, c + 7 * row, ORDER);
    }

    void tile6x1(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x10 = zero;
        FloatVector x20 = zero, x30 = zero;
        FloatVector x40 = zero, x50 = zero;
        for (int k = depth; k > 0; k--) {
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER);
            var r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            x00 = r.fma(b0, x00);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + BYTES));
            x10 = r.fma(b0, x10);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * BYTES));
            x20 = r.fma(b0, x20);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * BYTES));
            x30 = r.fma(b0, x30);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 4 * BYTES));
            x40 = r.fma(b0, x40);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 5 * BYTES));
            x50 = r.fma(b0, x50);
            a += 6 * BYTES;
            b += VECTOR;
        }
        x00.intoMemorySegment(ALL, c, ORDER);
        x10.intoMemorySegment(ALL, c + row, ORDER);
        x20.intoMemorySegment(ALL, c + 2 * row, ORDER);
        x30.intoMemorySegment(ALL, c + 3 * row, ORDER);
        x40.intoMemorySegment(ALL, c + 4 * row, ORDER);
        x50.intoMemorySegment(ALL, c + 5 * row, ORDER);
    }

    void tile4x1(long a, long b, long c) {
        var zero = FloatVector.zero(SPECIES);
        FloatVector x00 = zero, x10 = zero;
        FloatVector x20 = zero, x30 = zero;
        for (int k = depth; k > 0; k--) {
            var b0 = FloatVector.fromMemorySegment(SPECIES, ALL, b, ORDER);
            var r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a));
            x00 = r.fma(b0, x00);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + BYTES));
            x10 = r.fma(b0, x10);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 2 * BYTES));
            x20 = r.fma(b0, x20);
            r = FloatVector.broadcast(SPECIES, ALL.get(ELEMENT, a + 3 * BYTES));
            x30 = r.fma(b0, x30);
            a += 4 * BYTES;
            b += VECTOR;
        }
        x00.intoMemorySegment(ALL, c, ORDER);
        x10.intoMemorySegment(ALL, c + row, ORDER);
        x20.intoMemorySegment(ALL, c + 2 * row, ORDER);
        x30.intoMemorySegment(ALL, c + 3 * row, ORDER);
    }
}
