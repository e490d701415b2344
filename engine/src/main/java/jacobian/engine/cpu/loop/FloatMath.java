package jacobian.engine.cpu.loop;

/// float32 functions.
final class FloatMath {
    private FloatMath() {}

    static float exp(float x) {
        return (float) StrictMath.exp(x);
    }

    static float expm1(float x) {
        return (float) StrictMath.expm1(x);
    }

    static float log(float x) {
        return (float) StrictMath.log(x);
    }

    static float log1p(float x) {
        return (float) StrictMath.log1p(x);
    }

    static float sin(float x) {
        return (float) StrictMath.sin(x);
    }

    static float cos(float x) {
        return (float) StrictMath.cos(x);
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

    static float tanh(float x) {
        return (float) StrictMath.tanh(x);
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

    static float sigmoid(float x) {
        return (float) DoubleMath.sigmoid(x);
    }

    static float erf(float x) {
        return (float) DoubleMath.erf(x);
    }

    static float erfinv(float x) {
        return (float) DoubleMath.erfinv(x);
    }

    static float power(float a, float b) {
        return (float) DoubleMath.power(a, b);
    }

    static float atan2(float a, float b) {
        return (float) StrictMath.atan2(a, b);
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
