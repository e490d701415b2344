package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.loop.FloatConstants.*;
import static jacobian.engine.cpu.simd.LoopMemory.FLOATS;
import static jdk.incubator.vector.VectorOperators.*;

import jacobian.engine.cpu.loop.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// The functions of [FloatMath] on one vector: the same formulas step by step, and so the same bits (a test compares
/// them).
final class LoopFunctions {
    private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

    private LoopFunctions() {}

    private static FloatVector of(float number) {
        return FloatVector.broadcast(FLOATS, number);
    }

    private static FloatVector power2(IntVector n) {
        return n.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    }

    /// `q * r + c`.
    private static FloatVector next(FloatVector q, FloatVector r, float c) {
        return q.fma(r, of(c));
    }

    private static FloatVector expTail(FloatVector r) {
        var q = next(of(EXP_5), r, EXP_4);
        q = next(q, r, EXP_3);
        q = next(q, r, EXP_2);
        q = next(q, r, EXP_1);
        return next(q, r, EXP_0);
    }

    private static FloatVector rest(FloatVector n, FloatVector x) {
        return n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), x));
    }

    static FloatVector exp(FloatVector x) {
        var z = x.fma(of(LOG2_E), of(ROUNDER));
        var r = rest(z.sub(ROUNDER), x);
        var p = r.mul(r).fma(expTail(r), r).add(1f);
        var bits = z.reinterpretAsInts().sub(ROUNDER_BITS);
        var half = bits.lanewise(ASHR, 1);
        var y = p.mul(power2(half)).mul(power2(bits.sub(half)));
        y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_HIGHEST));
        return y.blend(0f, x.compare(LT, EXP_LOWEST));
    }

    static FloatVector expm1(FloatVector x) {
        var z = x.fma(of(LOG2_E), of(ROUNDER));
        var r = rest(z.sub(ROUNDER), x);
        var p = r.mul(r).fma(expTail(r), r);
        var s = power2(z.reinterpretAsInts().sub(ROUNDER_BITS + 1));
        var y = s.fma(p, s.sub(0.5f)).mul(2f);
        y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_HIGHEST));
        y = y.blend(-1f, x.compare(LT, EXPM1_LOWEST));
        return y.blend(x, x.compare(EQ, 0f));
    }

    private static FloatVector logTail(FloatVector f) {
        var q = next(of(LOG_8), f, LOG_7);
        q = next(q, f, LOG_6);
        q = next(q, f, LOG_5);
        q = next(q, f, LOG_4);
        q = next(q, f, LOG_3);
        q = next(q, f, LOG_2);
        q = next(q, f, LOG_1);
        return next(q, f, LOG_0);
    }

    private static FloatVector toFloat(IntVector x) {
        return (FloatVector) x.convertShape(I2F, FLOATS, 0);
    }

    private static FloatVector mantissa(IntVector bits) {
        return bits.and(0x7fffff).add(SQRT_HALF_BITS).reinterpretAsFloats();
    }

    static FloatVector log(FloatVector x) {
        var denormal = x.compare(LT, Float.MIN_NORMAL);
        var bits = x.blend(x.mul(8388608f), denormal).reinterpretAsInts().sub(SQRT_HALF_BITS);
        var e = toFloat(bits.lanewise(ASHR, 23)).sub(of(0f).blend(23f, denormal));
        var f = mantissa(bits).sub(1f);
        var square = f.mul(f);
        var tail = e.fma(of(LN2_LOW), square.mul(f).mul(logTail(f)));
        return logEdges(x, e.fma(of(LN2_HIGH), of(-0.5f).fma(square, tail).add(f)), 0f);
    }

    /// `y` where log is finite, else infinity, minus infinity at `pole` and NaN below it.
    private static FloatVector logEdges(FloatVector x, FloatVector y, float pole) {
        var edged = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
        edged = edged.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, pole));
        return of(Float.NaN).blend(edged, x.compare(GE, pole));
    }

    static FloatVector log1p(FloatVector x) {
        var u = x.add(1f);
        var one = of(1f);
        var lost = x.sub(u.sub(1f)).blend(one.sub(u.sub(x)), x.compare(GE, 1f));
        var bits = u.reinterpretAsInts().sub(SQRT_HALF_BITS);
        var e = toFloat(bits.lanewise(ASHR, 23));
        var f = mantissa(bits).sub(1f);
        var square = f.mul(f);
        var tail = e.fma(of(LN2_LOW), square.mul(f).fma(logTail(f), lost.div(u)));
        var y = logEdges(x, e.fma(of(LN2_HIGH), of(-0.5f).fma(square, tail).add(f)), -1f);
        return y.blend(x, x.compare(EQ, 0f));
    }

    static FloatVector tanh(FloatVector x) {
        var a = x.abs();
        var large = a.compare(GT, TANH_ONE);
        var t = expm1(a.add(a).blend(2 * TANH_ONE, large));
        return LoopArithmetic.withSign(t.div(t.add(2f)).blend(1f, large), x);
    }

    static FloatVector sigmoid(FloatVector x) {
        var e = exp(x.abs().neg());
        return of(1f).blend(e, x.compare(LT, 0f)).div(e.add(1f));
    }

    private static FloatVector sinNear(FloatVector r, FloatVector square) {
        var q = next(of(SIN_3), square, SIN_2);
        q = next(q, square, SIN_1);
        q = next(q, square, SIN_0);
        return square.mul(r).fma(q, r);
    }

    private static FloatVector cosNear(FloatVector square) {
        var q = next(of(COS_2), square, COS_1);
        q = next(q, square, COS_0);
        return square.mul(square).fma(q, of(-0.5f).fma(square, of(1f)));
    }

    private static FloatVector turned(FloatVector x, int quarter) {
        var z = x.fma(of(TWO_BY_PI), of(ROUNDER));
        var n = z.sub(ROUNDER);
        var r = n.fma(of(-HALF_PI_3), n.fma(of(-HALF_PI_2), n.fma(of(-HALF_PI_1), x)));
        var square = r.mul(r);
        var q = z.reinterpretAsInts().add(quarter);
        VectorMask<Float> odd = q.and(1).compare(NE, 0).cast(FLOATS);
        var y = sinNear(r, square).blend(cosNear(square), odd);
        return y.reinterpretAsInts().lanewise(XOR, q.and(2).lanewise(LSHL, 30)).reinterpretAsFloats();
    }

    static FloatVector sin(FloatVector x) {
        var far = x.abs().compare(GT, SIN_REDUCED);
        var y = turned(x, 0);
        y = y.blend(x, x.compare(EQ, 0f));
        return far.anyTrue() ? y.blend(far(x, true), far) : y;
    }

    static FloatVector cos(FloatVector x) {
        var far = x.abs().compare(GT, SIN_REDUCED);
        var y = turned(x, 1);
        return far.anyTrue() ? y.blend(far(x, false), far) : y;
    }

    /// Large arguments, lane by lane.
    private static FloatVector far(FloatVector x, boolean sine) {
        float[] lanes = x.toArray();
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = sine ? FloatMath.sin(lanes[i]) : FloatMath.cos(lanes[i]);
        }
        return FloatVector.fromArray(FLOATS, lanes, 0);
    }

    static FloatVector erf(FloatVector x) {
        var t = x.abs();
        var s = x.mul(x);
        var far = next(of(ERF_FAR_7), t, ERF_FAR_6).fma(s, next(of(ERF_FAR_5), t, ERF_FAR_4));
        far = next(far, t, ERF_FAR_3);
        far = next(far, t, ERF_FAR_2);
        far = next(far, t, ERF_FAR_1);
        far = of(1f).sub(exp(far.fma(t, t.neg())));
        far = far.blend(1f, t.compare(GT, ERF_ONE));
        var near = erfNear(s).fma(t, t);
        return LoopArithmetic.withSign(near.blend(far, t.compare(GT, ERF_MIDDLE)), x);
    }

    private static FloatVector erfNear(FloatVector s) {
        var near = next(of(ERF_NEAR_5), s, ERF_NEAR_4);
        near = next(near, s, ERF_NEAR_3);
        near = next(near, s, ERF_NEAR_2);
        near = next(near, s, ERF_NEAR_1);
        return next(near, s, ERF_NEAR_0);
    }
}
