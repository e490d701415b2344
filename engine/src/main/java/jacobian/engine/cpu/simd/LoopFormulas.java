package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.loop.FloatConstants.*;
import static jacobian.engine.cpu.simd.LoopCode.FLOATS;
import static jacobian.engine.cpu.simd.LoopCode.INTS;

import jacobian.engine.shape.DType;

/// The functions of `FloatMath` as vector code: the same formulas step by step, and so the same bits (a test
/// compares them).
final class LoopFormulas {
    private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

    private final LoopCode v;

    LoopFormulas(LoopCode code) {
        this.v = code;
    }

    private int add(int a, int b) {
        return v.call(FLOATS, "add", a, b);
    }

    private int subtract(int a, int b) {
        return v.call(FLOATS, "sub", a, b);
    }

    private int multiply(int a, int b) {
        return v.call(FLOATS, "mul", a, b);
    }

    /// c0 + x (c1 + x (c2 + ...)).
    private int polynomial(int x, float... coefficients) {
        int q = v.floatOf(coefficients[coefficients.length - 1]);
        for (int i = coefficients.length - 2; i >= 0; i--) {
            q = v.fma(q, x, v.floatOf(coefficients[i]));
        }
        return q;
    }

    private int power2(int n) {
        return v.floats(v.lanewise("LSHL", v.call("add", n, 127), 23));
    }

    /// z, whose low bits are round(x / ln 2).
    private int rounded(int x) {
        return v.fma(x, v.floatOf(LOG2_E), v.floatOf(ROUNDER));
    }

    /// What is left of `x` after `z`.
    private int left(int x, int z) {
        int n = v.call("sub", z, ROUNDER);
        return v.fma(n, v.floatOf(-LN2_LOW), v.fma(n, v.floatOf(-LN2_HIGH), x));
    }

    /// e^r - 1 for small r.
    private int expLessOne(int r) {
        int tail = polynomial(r, EXP_0, EXP_1, EXP_2, EXP_3, EXP_4, EXP_5);
        return v.fma(multiply(r, r), tail, r);
    }

    int exp(int x) {
        int z = rounded(x);
        int p = v.call("add", expLessOne(left(x, z)), 1f);
        int bits = v.call("sub", v.bits(z), ROUNDER_BITS);
        int half = v.lanewise("ASHR", bits, 1);
        int y = multiply(multiply(p, power2(half)), power2(v.call(INTS, "sub", bits, half)));
        y = v.blend(y, Float.POSITIVE_INFINITY, v.compare("GT", x, EXP_HIGHEST));
        return v.blend(y, 0f, v.compare("LT", x, EXP_LOWEST));
    }

    int expm1(int x) {
        int z = rounded(x);
        int p = expLessOne(left(x, z));
        int s = power2(v.call("sub", v.bits(z), ROUNDER_BITS + 1));
        int y = v.call("mul", v.fma(s, p, v.call("sub", s, 0.5f)), 2f);
        y = v.blend(y, Float.POSITIVE_INFINITY, v.compare("GT", x, EXP_HIGHEST));
        y = v.blend(y, -1f, v.compare("LT", x, EXPM1_LOWEST));
        return v.blend(y, x, v.compare("LT", v.call(FLOATS, "abs", x), Float.MIN_NORMAL));
    }

    private int logTail(int f) {
        return polynomial(f, LOG_0, LOG_1, LOG_2, LOG_3, LOG_4, LOG_5, LOG_6, LOG_7, LOG_8);
    }

    private int lessOne(int bits) {
        int mantissa = v.floats(v.call("add", v.lanewise("AND", bits, 0x7fffff), SQRT_HALF_BITS));
        return v.call("sub", mantissa, 1f);
    }

    private int exponent(int bits) {
        return v.convert(v.lanewise("ASHR", bits, 23), DType.FLOAT32);
    }

    /// e ln 2 + log(1 + f), of which `tail` is e times the low part of ln 2 and what comes after f - f^2 / 2.
    private int logSum(int e, int f, int square, int tail) {
        return v.fma(e, v.floatOf(LN2_HIGH), add(v.fma(v.floatOf(-0.5f), square, tail), f));
    }

    int log(int x) {
        int denormal = v.compare("LT", x, Float.MIN_NORMAL);
        int scaled = v.blend(x, v.call("mul", x, 8388608f), denormal);
        int bits = v.call("sub", v.bits(scaled), SQRT_HALF_BITS);
        int e = subtract(exponent(bits), v.blend(v.floatOf(0f), 23f, denormal));
        int f = lessOne(bits);
        int square = multiply(f, f);
        int tail = v.fma(e, v.floatOf(LN2_LOW), multiply(multiply(square, f), logTail(f)));
        return logEdges(x, logSum(e, f, square, tail), 0f);
    }

    /// `y` where log is finite, else infinity, minus infinity at `pole` and NaN below it.
    private int logEdges(int x, int y, float pole) {
        int edged = v.blend(y, x, v.compare("EQ", x, Float.POSITIVE_INFINITY));
        edged = v.blend(edged, Float.NEGATIVE_INFINITY, v.compare("EQ", x, pole));
        return v.blend(v.floatOf(Float.NaN), edged, v.compare("GE", x, pole));
    }

    int log1p(int x) {
        int one = v.floatOf(1f);
        int u = add(one, x);
        int small = subtract(x, v.call("sub", u, 1f));
        int lost = v.blend(small, subtract(one, subtract(u, x)), v.compare("GE", x, 1f));
        int bits = v.call("sub", v.bits(u), SQRT_HALF_BITS);
        int e = exponent(bits);
        int f = lessOne(bits);
        int square = multiply(f, f);
        int rest = v.fma(multiply(square, f), logTail(f), v.call(FLOATS, "div", lost, u));
        int y = logEdges(x, logSum(e, f, square, v.fma(e, v.floatOf(LN2_LOW), rest)), -1f);
        return v.blend(y, x, v.compare("EQ", x, 0f));
    }

    /// The magnitude of `x` with the sign of `sign`.
    int withSign(int x, int sign) {
        int size = v.lanewise("AND", v.bits(x), Integer.MAX_VALUE);
        int signBit = v.lanewise("AND", v.bits(sign), Integer.MIN_VALUE);
        return v.floats(v.call(INTS, "or", size, signBit));
    }

    int tanh(int x) {
        int a = v.call(FLOATS, "abs", x);
        int large = v.compare("GT", a, TANH_ONE);
        int t = expm1(v.blend(v.call("mul", a, 2f), 2 * TANH_ONE, large));
        return withSign(v.blend(v.call(FLOATS, "div", t, v.call("add", t, 2f)), 1f, large), x);
    }

    int sigmoid(int x) {
        int e = exp(v.call(FLOATS, "neg", v.call(FLOATS, "abs", x)));
        int above = v.blend(v.floatOf(1f), e, v.compare("LT", x, 0f));
        return v.call(FLOATS, "div", above, v.call("add", e, 1f));
    }

    int erf(int x) {
        int t = v.call(FLOATS, "abs", x);
        int s = multiply(x, x);
        int far = v.fma(v.floatOf(ERF_FAR_7), t, v.floatOf(ERF_FAR_6));
        far = v.fma(far, s, v.fma(v.floatOf(ERF_FAR_5), t, v.floatOf(ERF_FAR_4)));
        far = v.fma(far, t, v.floatOf(ERF_FAR_3));
        far = v.fma(far, t, v.floatOf(ERF_FAR_2));
        far = v.fma(far, t, v.floatOf(ERF_FAR_1));
        far = subtract(v.floatOf(1f), exp(v.fma(far, t, v.call(FLOATS, "neg", t))));
        far = v.blend(far, 1f, v.compare("GT", t, ERF_ONE));
        int near = polynomial(s, ERF_NEAR_0, ERF_NEAR_1, ERF_NEAR_2, ERF_NEAR_3, ERF_NEAR_4, ERF_NEAR_5);
        near = v.fma(near, t, t);
        return withSign(v.blend(near, far, v.compare("GT", t, ERF_MIDDLE)), x);
    }

    int round(int x) {
        int size = v.call(FLOATS, "abs", x);
        int whole = v.call("sub", v.call("add", size, 8388608f), 8388608f);
        return v.blend(x, withSign(whole, x), v.compare("LT", size, 8388608f));
    }

    int floor(int x) {
        int whole = round(x);
        return v.blend(whole, v.call("sub", whole, 1f), v.compare("GT", whole, x));
    }

    int ceil(int x) {
        int whole = round(x);
        return withSign(v.blend(whole, v.call("add", whole, 1f), v.compare("LT", whole, x)), x);
    }

    int sign(int x) {
        int above = v.blend(x, 1f, v.compare("GT", x, 0f));
        return v.blend(above, -1f, v.compare("LT", x, 0f));
    }
}
