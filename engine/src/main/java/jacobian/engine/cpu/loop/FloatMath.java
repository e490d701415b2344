package jacobian.engine.cpu.loop;

import static jacobian.engine.cpu.loop.FloatConstants.*;

/// Functions of float32, within 2 to 3 units of the last place, right at 0, infinities, NaN and denormal
/// numbers.
///
/// Explicit fma and no JDK intrinsic whose bits may change when the JIT compiles it. Those with a twin for
/// vectors
/// (in
/// `cpu.simd`) follow the same formula step by step, so that both give the same bits; the rare ones round
/// `StrictMath`.
public final class FloatMath {
    private FloatMath() {}

    /// 2^n for n from -126 to 127.
    private static float power2(int n) {
        return Float.intBitsToFloat((n + 127) << 23);
    }

    /// (e^r - 1 - r) / r^2.
    private static float expTail(float r) {
        float q = Math.fma(EXP_5, r, EXP_4);
        q = Math.fma(q, r, EXP_3);
        q = Math.fma(q, r, EXP_2);
        q = Math.fma(q, r, EXP_1);
        return Math.fma(q, r, EXP_0);
    }

    /// e^x = 2^n e^r with n = round(x / ln 2); the power of two in two factors, so that denormal results come
    /// out
    /// right.
    public static float exp(float x) {
        float z = Math.fma(x, LOG2_E, ROUNDER);
        float n = z - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(r * r, expTail(r), r) + 1;
        int bits = Float.floatToRawIntBits(z) - Float.floatToRawIntBits(ROUNDER);
        int half = bits >> 1;
        float y = p * power2(half) * power2(bits - half);
        y = x > EXP_HIGHEST ? Float.POSITIVE_INFINITY : y;
        return x < EXP_LOWEST ? 0 : y;
    }

    /// e^x - 1 = 2 (2^(n-1) (e^r - 1) + 2^(n-1) - 1/2).
    public static float expm1(float x) {
        float z = Math.fma(x, LOG2_E, ROUNDER);
        float n = z - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(r * r, expTail(r), r);
        float s = power2(Float.floatToRawIntBits(z) - Float.floatToRawIntBits(ROUNDER) - 1);
        float y = Math.fma(s, p, s - 0.5f) * 2;
        y = x > EXP_HIGHEST ? Float.POSITIVE_INFINITY : y;
        y = x < EXPM1_LOWEST ? -1 : y;
        return Math.abs(x) < Float.MIN_NORMAL ? x : y;
    }

    /// log(1 + f) - f + f^2 / 2 between the square roots of 1/2 and 2, less one f^2: multiply by f^3.
    private static float logTail(float f) {
        float q = Math.fma(LOG_8, f, LOG_7);
        q = Math.fma(q, f, LOG_6);
        q = Math.fma(q, f, LOG_5);
        q = Math.fma(q, f, LOG_4);
        q = Math.fma(q, f, LOG_3);
        q = Math.fma(q, f, LOG_2);
        q = Math.fma(q, f, LOG_1);
        return Math.fma(q, f, LOG_0);
    }

    /// log x = e ln 2 + log m with the mantissa m between the square roots of 1/2 and 2.
    public static float log(float x) {
        boolean denormal = x < Float.MIN_NORMAL;
        float scaled = denormal ? x * 8388608f : x;
        int bits = Float.floatToRawIntBits(scaled) - SQRT_HALF_BITS;
        float e = (bits >> 23) - (denormal ? 23f : 0f);
        float f = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS) - 1;
        float square = f * f;
        float tail = Math.fma(e, LN2_LOW, square * f * logTail(f));
        float y = Math.fma(e, LN2_HIGH, Math.fma(-0.5f, square, tail) + f);
        y = x == Float.POSITIVE_INFINITY ? x : y;
        y = x == 0 ? Float.NEGATIVE_INFINITY : y;
        return x >= 0 ? y : Float.NaN;
    }

    /// log of u = 1 + x, corrected by what rounding took from u.
    public static float log1p(float x) {
        float u = 1 + x;
        float lost = x >= 1 ? 1 - (u - x) : x - (u - 1);
        int bits = Float.floatToRawIntBits(u) - SQRT_HALF_BITS;
        float e = bits >> 23;
        float f = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS) - 1;
        float square = f * f;
        float tail = Math.fma(e, LN2_LOW, Math.fma(square * f, logTail(f), lost / u));
        float y = Math.fma(e, LN2_HIGH, Math.fma(-0.5f, square, tail) + f);
        y = x == Float.POSITIVE_INFINITY ? x : y;
        y = x == -1 ? Float.NEGATIVE_INFINITY : y;
        y = x >= -1 ? y : Float.NaN;
        return x == 0 ? x : y;
    }

    /// t / (t + 2) with t = e^(2|x|) - 1.
    public static float tanh(float x) {
        float a = Math.abs(x);
        float t = expm1(a > TANH_ONE ? 2 * TANH_ONE : 2 * a);
        float y = a > TANH_ONE ? 1 : t / (t + 2);
        return Math.copySign(y, x);
    }

    /// 1 / (1 + e^-x), by e^-|x| on both sides.
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    private static float sinNear(float r, float square) {
        float q = Math.fma(SIN_3, square, SIN_2);
        q = Math.fma(q, square, SIN_1);
        q = Math.fma(q, square, SIN_0);
        return Math.fma(square * r, q, r);
    }

    private static float cosNear(float square) {
        float q = Math.fma(COS_2, square, COS_1);
        q = Math.fma(q, square, COS_0);
        return Math.fma(square * square, q, Math.fma(-0.5f, square, 1));
    }

    /// sin of x + quarter * pi / 2, for |x| up to 65536.
    private static float turned(float x, int quarter) {
        float z = Math.fma(x, TWO_BY_PI, ROUNDER);
        float n = z - ROUNDER;
        float r = Math.fma(n, -HALF_PI_3, Math.fma(n, -HALF_PI_2, Math.fma(n, -HALF_PI_1, x)));
        float square = r * r;
        int q = Float.floatToRawIntBits(z) + quarter;
        float y = (q & 1) == 0 ? sinNear(r, square) : cosNear(square);
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ ((q & 2) << 30));
    }

    public static float sin(float x) {
        if (Math.abs(x) > SIN_REDUCED) {
            return (float) StrictMath.sin(x);
        }
        float y = turned(x, 0);
        return x == 0 ? x : y;
    }

    public static float cos(float x) {
        return Math.abs(x) > SIN_REDUCED ? (float) StrictMath.cos(x) : turned(x, 1);
    }

    public static float erf(float x) {
        float t = Math.abs(x);
        float s = x * x;
        float far = Math.fma(ERF_FAR_7, t, ERF_FAR_6);
        far = Math.fma(far, s, Math.fma(ERF_FAR_5, t, ERF_FAR_4));
        far = Math.fma(far, t, ERF_FAR_3);
        far = Math.fma(far, t, ERF_FAR_2);
        far = Math.fma(far, t, ERF_FAR_1);
        far = 1 - exp(Math.fma(far, t, -t));
        far = t > ERF_ONE ? 1 : far;
        float near = Math.fma(ERF_NEAR_5, s, ERF_NEAR_4);
        near = Math.fma(near, s, ERF_NEAR_3);
        near = Math.fma(near, s, ERF_NEAR_2);
        near = Math.fma(near, s, ERF_NEAR_1);
        near = Math.fma(near, s, ERF_NEAR_0);
        near = Math.fma(near, t, t);
        return Math.copySign(t > ERF_MIDDLE ? far : near, x);
    }

    /// Mike Giles, "Approximating the erfinv function", 2010, single precision.
    public static float erfinv(float x) {
        float w = -log((1 - x) * (1 + x));
        float p;
        if (w < 5) {
            w -= 2.5f;
            p = 2.81022636e-08f;
            p = Math.fma(p, w, 3.43273939e-07f);
            p = Math.fma(p, w, -3.5233877e-06f);
            p = Math.fma(p, w, -4.39150654e-06f);
            p = Math.fma(p, w, 0.00021858087f);
            p = Math.fma(p, w, -0.00125372503f);
            p = Math.fma(p, w, -0.00417768164f);
            p = Math.fma(p, w, 0.246640727f);
            p = Math.fma(p, w, 1.50140941f);
        } else {
            w = (float) Math.sqrt(w) - 3;
            p = -0.000200214257f;
            p = Math.fma(p, w, 0.000100950558f);
            p = Math.fma(p, w, 0.00134934322f);
            p = Math.fma(p, w, -0.00367342844f);
            p = Math.fma(p, w, 0.00573950773f);
            p = Math.fma(p, w, -0.0076224613f);
            p = Math.fma(p, w, 0.00943887047f);
            p = Math.fma(p, w, 1.00167406f);
            p = Math.fma(p, w, 2.83297682f);
        }
        float a = Math.abs(x);
        return a == 1 ? Math.copySign(Float.POSITIVE_INFINITY, x) : p * x;
    }

    static float tan(float x) {
        return (float) StrictMath.tan(x);
    }

    static float asin(float x) {
        return (float) StrictMath.asin(x);
    }

    static float acos(float x) {
        return (float) StrictMath.acos(x);
    }

    static float atan(float x) {
        return (float) StrictMath.atan(x);
    }

    static float sinh(float x) {
        return (float) StrictMath.sinh(x);
    }

    static float cosh(float x) {
        return (float) StrictMath.cosh(x);
    }

    static float asinh(float x) {
        return (float) DoubleMath.asinh(x);
    }

    static float acosh(float x) {
        return (float) DoubleMath.acosh(x);
    }

    static float atanh(float x) {
        return (float) DoubleMath.atanh(x);
    }

    static float atan2(float a, float b) {
        return (float) StrictMath.atan2(a, b);
    }

    /// 2^(b log2 a) in float64, where a is a positive number; the other cases as [DoubleMath#power].
    static float power(float a, float b) {
        if (!(a >= Float.MIN_NORMAL && a <= Float.MAX_VALUE && Math.abs(b) <= Float.MAX_VALUE)) {
            return (float) DoubleMath.power(a, b);
        }
        int bits = Float.floatToRawIntBits(a) - SQRT_HALF_BITS;
        double m = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS);
        double s = (m - 1) / (m + 1);
        double square = s * s;
        double q = Math.fma(0.28287564163826207, square, 0.31990785705437735);
        q = Math.fma(q, square, 0.41220918515089183);
        q = Math.fma(q, square, 0.5770779432406667);
        q = Math.fma(q, square, 0.9617966941091168);
        q = Math.fma(q, square, 2.8853900817778544);
        double t = Math.clamp(b * ((bits >> 23) + s * q), -300, 300);
        double n = Math.rint(t);
        double r = t - n;
        double p = Math.fma(1.3264066872871598e-06, r, 1.531008093918643e-05);
        p = Math.fma(p, r, 0.0001540341164372251);
        p = Math.fma(p, r, 0.0013333450561416073);
        p = Math.fma(p, r, 0.009618129228468046);
        p = Math.fma(p, r, 0.055504109412141144);
        p = Math.fma(p, r, 0.24022650695467662);
        p = Math.fma(p, r, 0.6931471805459308);
        p = Math.fma(p, r, 1);
        return (float) (p * Double.longBitsToDouble(((long) n + 1023) << 52));
    }

    /// The remainder with the sign of b, a remainder of 0 too.
    static float mod(float a, float b) {
        float rest = a % b;
        if (rest == 0) {
            return Math.copySign(rest, b);
        }
        return (rest < 0) != (b < 0) ? rest + b : rest;
    }

    /// As Python and NumPy divide: by way of the exact remainder, so 1 // 0.1 is 9.
    static float floorDivide(float a, float b) {
        if (b == 0) {
            return a / b;
        }
        float rest = a % b;
        float quotient = (a - rest) / b;
        return (float) Math.rint(rest != 0 && (rest < 0) != (b < 0) ? quotient - 1 : quotient);
    }
}
