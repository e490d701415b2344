package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.GatherTiles.BITS;
import static jacobian.engine.cpu.simd.GatherTiles.SPECIES;
import static jacobian.engine.cpu.simd.GatherTiles.load;
import static jacobian.engine.cpu.simd.GatherTiles.store;

import jacobian.engine.cpu.Gather;
import jacobian.engine.cpu.GatherPanel;
import jdk.incubator.vector.FloatVector;

/// The register tiles of depthwise products: 8, 4 or 1 rows by one vector of channels. Bound by loads, of which
/// there are nine for eight multiply-adds, so more rows would gain little.
final class LaneTiles {
    private LaneTiles() {}

    static void tile(int height, Gather t, int i, long[] outs, int o, GatherPanel p) {
        switch (height) {
            case 8 -> tile8(t, i, outs, o, p);
            case 4 -> tile4(t, i, outs, o, p);
            default -> tile1(t, i, outs, o, p);
        }
    }

    /// Rows `i` to `i + 7`.
    static void tile8(Gather t, int i, long[] outs, int o, GatherPanel p) {
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
            FloatVector a0 = load(a + r0);
            c0 = a0.fma(b0, c0);
            FloatVector a1 = load(a + r1);
            c1 = a1.fma(b0, c1);
            FloatVector a2 = load(a + r2);
            c2 = a2.fma(b0, c2);
            FloatVector a3 = load(a + r3);
            c3 = a3.fma(b0, c3);
            FloatVector a4 = load(a + r4);
            c4 = a4.fma(b0, c4);
            FloatVector a5 = load(a + r5);
            c5 = a5.fma(b0, c5);
            FloatVector a6 = load(a + r6);
            c6 = a6.fma(b0, c6);
            FloatVector a7 = load(a + r7);
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

    /// Rows `i` to `i + 3`.
    static void tile4(Gather t, int i, long[] outs, int o, GatherPanel p) {
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
            FloatVector a0 = load(a + r0);
            c0 = a0.fma(b0, c0);
            FloatVector a1 = load(a + r1);
            c1 = a1.fma(b0, c1);
            FloatVector a2 = load(a + r2);
            c2 = a2.fma(b0, c2);
            FloatVector a3 = load(a + r3);
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

    /// Row `i`.
    static void tile1(Gather t, int i, long[] outs, int o, GatherPanel p) {
        long[] rows = p.rows;
        long r0 = rows[i] & BITS;
        FloatVector c0 = FloatVector.zero(SPECIES);
        long[] terms = t.terms;
        long left = p.left;
        long step = p.rightStep;
        long right = p.right;
        long end = right + t.termCount * step;
        for (int k = 0; right != end; k++) {
            long a = (left + terms[k]) & BITS;
            long b = right & BITS;
            FloatVector b0 = load(b);
            FloatVector a0 = load(a + r0);
            c0 = a0.fma(b0, c0);
            right += step;
        }
        long c = p.result;
        long o0 = (c + outs[o]) & BITS;
        store(c0, o0);
    }
}
