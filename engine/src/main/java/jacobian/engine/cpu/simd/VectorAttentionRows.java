package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.Memory.ALL;
import static jacobian.engine.cpu.loop.FloatConstants.*;
import static jacobian.engine.cpu.simd.LoopLanes.FLOATS;
import static jacobian.engine.cpu.simd.LoopLanes.ORDER;

import jacobian.engine.cpu.AttentionRows;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// [AttentionRows] on the Vector API.
///
/// The 16 virtual lanes are one, two or four vectors; branches on the vector's length are constants to the
/// compiler. The Vector API is called without a layer between: a helper that C2 does not inline makes an object for
/// each vector.
final class VectorAttentionRows implements AttentionRows {
    private static final int WIDTH = LoopLanes.LANES;
    private static final long VECTOR = 4L * WIDTH;
    private static final long BLOCK = 4L * LANES;
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

    @Override
    public float max(long row, int n) {
        var largest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        long end = row + 4L * n;
        long whole = end - VECTOR;
        long at = row;
        for (; at <= whole; at += VECTOR) {
            largest = largest.max(FloatVector.fromMemorySegment(FLOATS, ALL, at, ORDER));
        }
        float all = largest.reduceLanes(VectorOperators.MAX);
        for (; at < end; at += 4) {
            all = Math.max(all, ALL.get(ELEMENT, at));
        }
        return all;
    }

    /// The formula of `FloatMath.exp`, step by step.
    @Override
    public void exponentials(long row, int n, float largest, float scale) {
        long end = row + (n + LANES - 1L) / LANES * BLOCK;
        for (long at = row; at < end; at += VECTOR) {
            var x = FloatVector.fromMemorySegment(FLOATS, ALL, at, ORDER).sub(largest);
            var z = x.fma(FloatVector.broadcast(FLOATS, LOG2_E), FloatVector.broadcast(FLOATS, ROUNDER));
            var k = z.sub(ROUNDER);
            var r = k.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), k.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), x));
            var q = r.fma(FloatVector.broadcast(FLOATS, EXP_5), FloatVector.broadcast(FLOATS, EXP_4));
            q = q.fma(r, FloatVector.broadcast(FLOATS, EXP_3));
            q = q.fma(r, FloatVector.broadcast(FLOATS, EXP_2));
            q = q.fma(r, FloatVector.broadcast(FLOATS, EXP_1));
            q = q.fma(r, FloatVector.broadcast(FLOATS, EXP_0));
            var p = r.mul(r).fma(q, r).add(1);
            var bits = z.reinterpretAsInts().sub(ROUNDER_BITS);
            var half = bits.lanewise(VectorOperators.ASHR, 1);
            var other = bits.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
            var y = p.mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
                    .mul(other.reinterpretAsFloats())
                    .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_HIGHEST))
                    .blend(0f, x.compare(VectorOperators.LT, EXP_LOWEST));
            y.mul(scale).intoMemorySegment(ALL, at, ORDER);
        }
        fill(row + 4L * n, (int) ((end - row) / 4 - n), 0);
    }

    @Override
    public float sum(long row, int n) {
        return products(row, row, (n + LANES - 1) / LANES * LANES, true);
    }

    @Override
    public float dot(long a, long b, int n) {
        return products(a, b, n, false);
    }

    /// The sum of products, or, of whole blocks, of the elements of `a` alone.
    private static float products(long a, long b, int n, boolean alone) {
        var ones = FloatVector.broadcast(FLOATS, 1);
        var s0 = FloatVector.zero(FLOATS);
        var s1 = s0;
        var s2 = s0;
        var s3 = s0;
        long whole = 4L * (n / LANES * LANES);
        for (long i = 0; i < whole; i += BLOCK) {
            var x = FloatVector.fromMemorySegment(FLOATS, ALL, a + i, ORDER);
            s0 = x.fma(alone ? ones : FloatVector.fromMemorySegment(FLOATS, ALL, b + i, ORDER), s0);
            if (WIDTH <= 8) {
                x = FloatVector.fromMemorySegment(FLOATS, ALL, a + i + VECTOR, ORDER);
                s1 = x.fma(alone ? ones : FloatVector.fromMemorySegment(FLOATS, ALL, b + i + VECTOR, ORDER), s1);
            }
            if (WIDTH == 4) {
                x = FloatVector.fromMemorySegment(FLOATS, ALL, a + i + 2 * VECTOR, ORDER);
                s2 = x.fma(alone ? ones : FloatVector.fromMemorySegment(FLOATS, ALL, b + i + 2 * VECTOR, ORDER), s2);
                x = FloatVector.fromMemorySegment(FLOATS, ALL, a + i + 3 * VECTOR, ORDER);
                s3 = x.fma(alone ? ones : FloatVector.fromMemorySegment(FLOATS, ALL, b + i + 3 * VECTOR, ORDER), s3);
            }
        }
        var x = WIDTH == 16 ? s0 : WIDTH == 8 ? s0.add(s1) : s0.add(s2).add(s1.add(s3));
        if (WIDTH == 16) {
            x = x.add(x.rearrange(LoopLanes.TURN_8));
        }
        if (WIDTH >= 8) {
            x = x.add(x.rearrange(LoopLanes.TURN_4));
        }
        x = x.add(x.rearrange(LoopLanes.TURN_2));
        float sum = x.add(x.rearrange(LoopLanes.TURN_1)).lane(0);
        for (long i = whole; i < 4L * n; i += 4) {
            sum = Math.fma(ALL.get(ELEMENT, a + i), ALL.get(ELEMENT, b + i), sum);
        }
        return sum;
    }

    @Override
    public void scoreUpstreams(long upstreams, long weights, int n, float even) {
        long end = 4L * ((n + LANES - 1) / LANES * LANES);
        for (long i = 0; i < end; i += VECTOR) {
            var upstream = FloatVector.fromMemorySegment(FLOATS, ALL, upstreams + i, ORDER)
                    .sub(even);
            FloatVector.fromMemorySegment(FLOATS, ALL, weights + i, ORDER)
                    .mul(upstream)
                    .intoMemorySegment(ALL, upstreams + i, ORDER);
        }
    }

    @Override
    public void hide(long row, int n, long mask, int step, float value) {
        for (int i = 0; i < n; i++) {
            if (ALL.get(ValueLayout.JAVA_BYTE, mask + (long) i * step) == 0) {
                ALL.set(ELEMENT, row + 4L * i, value);
            }
        }
    }

    @Override
    public void fill(long row, int n, float value) {
        var values = FloatVector.broadcast(FLOATS, value);
        long end = row + 4L * n;
        long at = row;
        for (; at <= end - VECTOR; at += VECTOR) {
            values.intoMemorySegment(ALL, at, ORDER);
        }
        for (; at < end; at += 4) {
            ALL.set(ELEMENT, at, value);
        }
    }

    @Override
    public void scale(long row, int n, float factor) {
        long end = row + 4L * n;
        long at = row;
        for (; at <= end - VECTOR; at += VECTOR) {
            FloatVector.fromMemorySegment(FLOATS, ALL, at, ORDER).mul(factor).intoMemorySegment(ALL, at, ORDER);
        }
        for (; at < end; at += 4) {
            ALL.set(ELEMENT, at, ALL.get(ELEMENT, at) * factor);
        }
    }
}
