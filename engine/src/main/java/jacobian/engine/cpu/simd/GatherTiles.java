package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Gather;
import jacobian.engine.cpu.GatherPanel;
import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The register tiles of [VectorGather]: 4 rows by 2 vectors, and 8 or 4 rows by one vector where that is all
/// there is.
///
/// Eight accumulators cover the latency of the fused multiply-add, and a small method is compiled early and
/// well. The loop over the terms ends at an address instead of a count: C2 unrolls a counted one eight times
/// and spills every accumulator (52 instead of 115 GFLOP/s, 18x18x32 to 32). An element of the left operand is
/// loaded as an `int` into all lanes and reinterpreted: one load with broadcast, where a `float` goes through a
/// register and a shuffle that competes with the multiply-adds (6x1: 100 against 76).
final class GatherTiles {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /// Bytes of a vector.
    static final long BYTES = 4L * SPECIES.length();

    /// The bits that an address has. Clearing the others changes no address, but then C2 knows that an address
    /// plus an offset is not negative, and drops the bounds checks of the segment that is all of memory.
    static final long BITS = (1L << 60) - 1;

    private GatherTiles() {}

    static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(SPECIES, Memory.ALL, address, ORDER);
    }

    static void store(FloatVector vector, long address) {
        vector.intoMemorySegment(Memory.ALL, address, ORDER);
    }

    private static FloatVector spread(long address) {
        return IntVector.broadcast(INTS, Memory.ALL.get(INT, address)).reinterpretAsFloats();
    }

    /// Rows `i` to `i + 3`, two vectors.
    static void tile4x2(Gather t, int i, long[] outs, int o, GatherPanel p) {
        long[] rows = p.rows;
        long r0 = rows[i] & BITS;
        long r1 = rows[i + 1] & BITS;
        long r2 = rows[i + 2] & BITS;
        long r3 = rows[i + 3] & BITS;
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        long[] terms = t.terms;
        long left = p.left;
        long step = p.rightStep;
        long right = p.right;
        long end = right + t.termCount * step;
        for (int k = 0; right != end; k++) {
            long a = (left + terms[k]) & BITS;
            long b = right & BITS;
            FloatVector b0 = load(b);
            FloatVector b1 = load(b + BYTES);
            FloatVector a0 = spread(a + r0);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = spread(a + r1);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = spread(a + r2);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = spread(a + r3);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            right += step;
        }
        long c = p.result;
        long o0 = (c + outs[o]) & BITS;
        long o1 = (c + outs[o + 1]) & BITS;
        long o2 = (c + outs[o + 2]) & BITS;
        long o3 = (c + outs[o + 3]) & BITS;
        store(c00, o0);
        store(c01, o0 + BYTES);
        store(c10, o1);
        store(c11, o1 + BYTES);
        store(c20, o2);
        store(c21, o2 + BYTES);
        store(c30, o3);
        store(c31, o3 + BYTES);
    }

    /// Rows `i` to `i + 7`, one vector.
    static void tile8x1(Gather t, int i, long[] outs, int o, GatherPanel p) {
        long[] rows = p.rows;
        long r0 = rows[i] & BITS;
        long r1 = rows[i + 1] & BITS;
        long r2 = rows[i + 2] & BITS;
        long r3 = rows[i + 3] & BITS;
        long r4 = rows[i + 4] & BITS;
        long r5 = rows[i + 5] & BITS;
        long r6 = rows[i + 6] & BITS;
        long r7 = rows[i + 7] & BITS;
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        FloatVector c4 = FloatVector.zero(SPECIES);
        FloatVector c5 = FloatVector.zero(SPECIES);
        FloatVector c6 = FloatVector.zero(SPECIES);
        FloatVector c7 = FloatVector.zero(SPECIES);
        long[] terms = t.terms;
        long left = p.left;
        long step = p.rightStep;
        long right = p.right;
        long end = right + t.termCount * step;
        for (int k = 0; right != end; k++) {
            long a = (left + terms[k]) & BITS;
            long b = right & BITS;
            FloatVector b0 = load(b);
            FloatVector a0 = spread(a + r0);
            c0 = a0.fma(b0, c0);
            FloatVector a1 = spread(a + r1);
            c1 = a1.fma(b0, c1);
            FloatVector a2 = spread(a + r2);
            c2 = a2.fma(b0, c2);
            FloatVector a3 = spread(a + r3);
            c3 = a3.fma(b0, c3);
            FloatVector a4 = spread(a + r4);
            c4 = a4.fma(b0, c4);
            FloatVector a5 = spread(a + r5);
            c5 = a5.fma(b0, c5);
            FloatVector a6 = spread(a + r6);
            c6 = a6.fma(b0, c6);
            FloatVector a7 = spread(a + r7);
            c7 = a7.fma(b0, c7);
            right += step;
        }
        long c = p.result;
        long o0 = (c + outs[o]) & BITS;
        long o1 = (c + outs[o + 1]) & BITS;
        long o2 = (c + outs[o + 2]) & BITS;
        long o3 = (c + outs[o + 3]) & BITS;
        long o4 = (c + outs[o + 4]) & BITS;
        long o5 = (c + outs[o + 5]) & BITS;
        long o6 = (c + outs[o + 6]) & BITS;
        long o7 = (c + outs[o + 7]) & BITS;
        store(c0, o0);
        store(c1, o1);
        store(c2, o2);
        store(c3, o3);
        store(c4, o4);
        store(c5, o5);
        store(c6, o6);
        store(c7, o7);
    }

    /// Rows `i` to `i + 3`, one vector.
    static void tile4x1(Gather t, int i, long[] outs, int o, GatherPanel p) {
        long[] rows = p.rows;
        long r0 = rows[i] & BITS;
        long r1 = rows[i + 1] & BITS;
        long r2 = rows[i + 2] & BITS;
        long r3 = rows[i + 3] & BITS;
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        long[] terms = t.terms;
        long left = p.left;
        long step = p.rightStep;
        long right = p.right;
        long end = right + t.termCount * step;
        for (int k = 0; right != end; k++) {
            long a = (left + terms[k]) & BITS;
            long b = right & BITS;
            FloatVector b0 = load(b);
            FloatVector a0 = spread(a + r0);
            c0 = a0.fma(b0, c0);
            FloatVector a1 = spread(a + r1);
            c1 = a1.fma(b0, c1);
            FloatVector a2 = spread(a + r2);
            c2 = a2.fma(b0, c2);
            FloatVector a3 = spread(a + r3);
            c3 = a3.fma(b0, c3);
            right += step;
        }
        long c = p.result;
        long o0 = (c + outs[o]) & BITS;
        long o1 = (c + outs[o + 1]) & BITS;
        long o2 = (c + outs[o + 2]) & BITS;
        long o3 = (c + outs[o + 3]) & BITS;
        store(c0, o0);
        store(c1, o1);
        store(c2, o2);
        store(c3, o3);
    }
}
