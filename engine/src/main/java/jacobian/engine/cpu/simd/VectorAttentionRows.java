package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.loop.FloatConstants.*;
import static jacobian.engine.cpu.simd.LoopLanes.FLOATS;
import static jacobian.engine.cpu.simd.LoopLanes.ORDER;

import jacobian.engine.cpu.AttentionRows;
import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// [AttentionRows] on the Vector API.
///
/// The 16 virtual lanes are one, two or four vectors; branches on the vector's length are constants to the
/// compiler.
final class VectorAttentionRows implements AttentionRows {
    private static final int WIDTH = LoopLanes.LANES;
    private static final long VECTOR = 4L * WIDTH;
    private static final long BLOCK = 4L * LANES;
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

    private static FloatVector load(long at) {
        return FloatVector.fromMemorySegment(FLOATS, Memory.ALL, at, ORDER);
    }

    private static void store(FloatVector x, long at) {
        x.intoMemorySegment(Memory.ALL, at, ORDER);
    }

    private static float get(long at) {
        return Memory.ALL.get(ELEMENT, at);
    }

    private static void put(long at, float value) {
        Memory.ALL.set(ELEMENT, at, value);
    }

    private static FloatVector power2(IntVector n) {
        return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /// The formula of `FloatMath.exp`, step by step.
    private static FloatVector exp(FloatVector x) {
        var z = x.fma(FloatVector.broadcast(FLOATS, LOG2_E), FloatVector.broadcast(FLOATS, ROUNDER));
        var n = z.sub(ROUNDER);
        var r = n.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), n.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), x));
        var q = r.fma(FloatVector.broadcast(FLOATS, EXP_5), FloatVector.broadcast(FLOATS, EXP_4));
        q = q.fma(r, FloatVector.broadcast(FLOATS, EXP_3));
        q = q.fma(r, FloatVector.broadcast(FLOATS, EXP_2));
        q = q.fma(r, FloatVector.broadcast(FLOATS, EXP_1));
        q = q.fma(r, FloatVector.broadcast(FLOATS, EXP_0));
        var p = r.mul(r).fma(q, r).add(1);
        var bits = z.reinterpretAsInts().sub(ROUNDER_BITS);
        var half = bits.lanewise(VectorOperators.ASHR, 1);
        var y = p.mul(power2(half)).mul(power2(bits.sub(half)));
        y = y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_HIGHEST));
        return y.blend(0f, x.compare(VectorOperators.LT, EXP_LOWEST));
    }

    /// The lanes of up to four vectors, met as a tree of halves.
    private static float met(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        var x = a;
        if (WIDTH == 4) {
            x = a.add(c).add(b.add(d));
        } else if (WIDTH == 8) {
            x = a.add(b);
        }
        if (WIDTH == 16) {
            x = x.add(x.rearrange(LoopLanes.TURN_8));
        }
        if (WIDTH >= 8) {
            x = x.add(x.rearrange(LoopLanes.TURN_4));
        }
        x = x.add(x.rearrange(LoopLanes.TURN_2));
        return x.add(x.rearrange(LoopLanes.TURN_1)).lane(0);
    }

    @Override
    public float max(long row, int n) {
        var largest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        long end = row + 4L * n;
        long whole = end - VECTOR;
        long at = row;
        for (; at <= whole; at += VECTOR) {
            largest = largest.max(load(at));
        }
        float all = largest.reduceLanes(VectorOperators.MAX);
        for (; at < end; at += 4) {
            all = Math.max(all, get(at));
        }
        return all;
    }

    @Override
    public float exponentials(long row, int n, float largest) {
        long end = row + (n + LANES - 1L) / LANES * BLOCK;
        fill(row + 4L * n, (int) ((end - row) / 4 - n), Float.NEGATIVE_INFINITY);
        var zero = FloatVector.zero(FLOATS);
        var a = zero;
        var b = zero;
        var c = zero;
        var d = zero;
        for (long at = row; at < end; at += BLOCK) {
            a = a.add(exponential(at, largest));
            if (WIDTH <= 8) {
                b = b.add(exponential(at + VECTOR, largest));
            }
            if (WIDTH == 4) {
                c = c.add(exponential(at + 2 * VECTOR, largest));
                d = d.add(exponential(at + 3 * VECTOR, largest));
            }
        }
        return met(a, b, c, d);
    }

    private static FloatVector exponential(long at, float largest) {
        var y = exp(load(at).sub(largest));
        store(y, at);
        return y;
    }

    @Override
    public void gradients(long scores, long upstreams, int n, float largest, float scale, float even) {
        long end = 4L * ((n + LANES - 1) / LANES * LANES);
        for (long i = 0; i < end; i += VECTOR) {
            var weight = exp(load(scores + i).sub(largest)).mul(scale);
            store(weight, scores + i);
            store(weight.mul(load(upstreams + i).sub(even)), upstreams + i);
        }
    }

    @Override
    public void hide(long row, int n, long mask, int step, float value) {
        for (int i = 0; i < n; i++) {
            if (Memory.ALL.get(ValueLayout.JAVA_BYTE, mask + (long) i * step) == 0) {
                put(row + 4L * i, value);
            }
        }
    }

    @Override
    public void fill(long row, int n, float value) {
        var values = FloatVector.broadcast(FLOATS, value);
        long end = row + 4L * n;
        long at = row;
        for (; at <= end - VECTOR; at += VECTOR) {
            store(values, at);
        }
        for (; at < end; at += 4) {
            put(at, value);
        }
    }

    @Override
    public void scale(long row, int n, float factor) {
        long end = row + 4L * n;
        long at = row;
        for (; at <= end - VECTOR; at += VECTOR) {
            store(load(at).mul(factor), at);
        }
        for (; at < end; at += 4) {
            put(at, get(at) * factor);
        }
    }

    /// Elements beyond the last whole block go to the lanes that come next, one by one.
    @Override
    public float dot(long a, long b, int n) {
        var zero = FloatVector.zero(FLOATS);
        var s0 = zero;
        var s1 = zero;
        var s2 = zero;
        var s3 = zero;
        int whole = n / LANES * LANES;
        for (long i = 0; i < 4L * whole; i += BLOCK) {
            s0 = load(a + i).fma(load(b + i), s0);
            if (WIDTH <= 8) {
                s1 = load(a + i + VECTOR).fma(load(b + i + VECTOR), s1);
            }
            if (WIDTH == 4) {
                s2 = load(a + i + 2 * VECTOR).fma(load(b + i + 2 * VECTOR), s2);
                s3 = load(a + i + 3 * VECTOR).fma(load(b + i + 3 * VECTOR), s3);
            }
        }
        return whole == n ? met(s0, s1, s2, s3) : met(lanes(s0, s1, s2, s3), a + 4L * whole, b + 4L * whole, n - whole);
    }

    private static float[] lanes(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        var lanes = new float[4 * WIDTH];
        a.intoArray(lanes, 0);
        b.intoArray(lanes, WIDTH);
        c.intoArray(lanes, 2 * WIDTH);
        d.intoArray(lanes, 3 * WIDTH);
        return lanes;
    }

    /// The lanes, `n` products more in the first of them, met as a tree of halves.
    private static float met(float[] lanes, long a, long b, int n) {
        for (int i = 0; i < n; i++) {
            lanes[i] = Math.fma(get(a + 4L * i), get(b + 4L * i), lanes[i]);
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }
}
