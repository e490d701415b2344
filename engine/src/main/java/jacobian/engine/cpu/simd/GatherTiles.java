package jacobian.engine.cpu.simd;

import java.nio.ByteOrder;
import jacobian.engine.cpu.Gather;
import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The register tiles of [VectorGather]: 4 rows by 2 vectors, and 8 or 4 rows by one vector where that is all there is.
///
/// Eight accumulators cover the latency of the fused multiply-add, and a small method is compiled early and well. An
/// element of the left operand is loaded as an `int` into all lanes and reinterpreted: one load with broadcast, where a
/// `float` goes through a register and a shuffle that competes with the multiply-adds.
final class GatherTiles {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /// Bytes of a vector.
    static final long BYTES = 4L * SPECIES.length();

    private GatherTiles() {}

    /// A panel of one or two vectors of columns.
    static final class Panel {
        /// Address of its first column in the left operand, of a depthwise product only.
        long left;

        /// Address of its first column in the right operand.
        long right;

        /// Bytes between two rows of it.
        long rightStep;

        /// Address of its first column in the result.
        long result;

        /// Address where the sums start: [#result], or zeros.
        long start;

        /// All ones where each row starts at its own place, 0 where all start at the same zeros.
        long mask;
    }

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
    static void tile4x2(Gather t, long[] rows, long[] outs, int i, Panel p) {
        long r0 = rows[i];
        long r1 = rows[i + 1];
        long r2 = rows[i + 2];
        long r3 = rows[i + 3];
        long start = p.start;
        long mask = p.mask;
        long s0 = start + (outs[i] & mask);
        long s1 = start + (outs[i + 1] & mask);
        long s2 = start + (outs[i + 2] & mask);
        long s3 = start + (outs[i + 3] & mask);
        FloatVector c00 = load(s0);
        FloatVector c01 = load(s0 + BYTES);
        FloatVector c10 = load(s1);
        FloatVector c11 = load(s1 + BYTES);
        FloatVector c20 = load(s2);
        FloatVector c21 = load(s2 + BYTES);
        FloatVector c30 = load(s3);
        FloatVector c31 = load(s3 + BYTES);
        long[] segments = t.segments;
        int count = t.segmentCount;
        int run = t.run;
        long step = t.step;
        long b = p.right;
        long bStep = p.rightStep;
        for (int s = 0; s < count; s++) {
            long a = t.left + segments[s];
            for (int k = 0; k < run; k++) {
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
                a += step;
                b += bStep;
            }
        }
        long c = p.result;
        long o0 = c + outs[i];
        store(c00, o0);
        store(c01, o0 + BYTES);
        long o1 = c + outs[i + 1];
        store(c10, o1);
        store(c11, o1 + BYTES);
        long o2 = c + outs[i + 2];
        store(c20, o2);
        store(c21, o2 + BYTES);
        long o3 = c + outs[i + 3];
        store(c30, o3);
        store(c31, o3 + BYTES);
    }

    /// Rows `i` to `i + 7`, one vector.
    static void tile8x1(Gather t, long[] rows, long[] outs, int i, Panel p) {
        long r0 = rows[i];
        long r1 = rows[i + 1];
        long r2 = rows[i + 2];
        long r3 = rows[i + 3];
        long r4 = rows[i + 4];
        long r5 = rows[i + 5];
        long r6 = rows[i + 6];
        long r7 = rows[i + 7];
        long start = p.start;
        long mask = p.mask;
        long s0 = start + (outs[i] & mask);
        long s1 = start + (outs[i + 1] & mask);
        long s2 = start + (outs[i + 2] & mask);
        long s3 = start + (outs[i + 3] & mask);
        long s4 = start + (outs[i + 4] & mask);
        long s5 = start + (outs[i + 5] & mask);
        long s6 = start + (outs[i + 6] & mask);
        long s7 = start + (outs[i + 7] & mask);
        FloatVector c0 = load(s0);
        FloatVector c1 = load(s1);
        FloatVector c2 = load(s2);
        FloatVector c3 = load(s3);
        FloatVector c4 = load(s4);
        FloatVector c5 = load(s5);
        FloatVector c6 = load(s6);
        FloatVector c7 = load(s7);
        long[] segments = t.segments;
        int count = t.segmentCount;
        int run = t.run;
        long step = t.step;
        long b = p.right;
        long bStep = p.rightStep;
        for (int s = 0; s < count; s++) {
            long a = t.left + segments[s];
            for (int k = 0; k < run; k++) {
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
                a += step;
                b += bStep;
            }
        }
        long c = p.result;
        store(c0, c + outs[i]);
        store(c1, c + outs[i + 1]);
        store(c2, c + outs[i + 2]);
        store(c3, c + outs[i + 3]);
        store(c4, c + outs[i + 4]);
        store(c5, c + outs[i + 5]);
        store(c6, c + outs[i + 6]);
        store(c7, c + outs[i + 7]);
    }

    /// Rows `i` to `i + 3`, one vector.
    static void tile4x1(Gather t, long[] rows, long[] outs, int i, Panel p) {
        long r0 = rows[i];
        long r1 = rows[i + 1];
        long r2 = rows[i + 2];
        long r3 = rows[i + 3];
        long start = p.start;
        long mask = p.mask;
        long s0 = start + (outs[i] & mask);
        long s1 = start + (outs[i + 1] & mask);
        long s2 = start + (outs[i + 2] & mask);
        long s3 = start + (outs[i + 3] & mask);
        FloatVector c0 = load(s0);
        FloatVector c1 = load(s1);
        FloatVector c2 = load(s2);
        FloatVector c3 = load(s3);
        long[] segments = t.segments;
        int count = t.segmentCount;
        int run = t.run;
        long step = t.step;
        long b = p.right;
        long bStep = p.rightStep;
        for (int s = 0; s < count; s++) {
            long a = t.left + segments[s];
            for (int k = 0; k < run; k++) {
                FloatVector b0 = load(b);
                FloatVector a0 = spread(a + r0);
                c0 = a0.fma(b0, c0);
                FloatVector a1 = spread(a + r1);
                c1 = a1.fma(b0, c1);
                FloatVector a2 = spread(a + r2);
                c2 = a2.fma(b0, c2);
                FloatVector a3 = spread(a + r3);
                c3 = a3.fma(b0, c3);
                a += step;
                b += bStep;
            }
        }
        long c = p.result;
        store(c0, c + outs[i]);
        store(c1, c + outs[i + 1]);
        store(c2, c + outs[i + 2]);
        store(c3, c + outs[i + 3]);
    }
}
