package jacobian.engine.cpu.loop;

/// Functions of float64 that `StrictMath` lacks or that follow Python where Java differs.
final class DoubleMath {
    private static final double TWO_BY_SQRT_PI = 2 / Math.sqrt(Math.PI);

    private DoubleMath() {}

    static double asinh(double x) {
        double a = Math.abs(x);
        if (a > 1e154) {
            return Math.copySign(StrictMath.log(a) + StrictMath.log(2), x);
        }
        return Math.copySign(StrictMath.log1p(a + a * a / (1 + Math.sqrt(a * a + 1))), x);
    }

    static double acosh(double x) {
        double t = x - 1;
        return x > 1e154 ? StrictMath.log(x) + StrictMath.log(2) : StrictMath.log1p(t + Math.sqrt(t * (x + 1)));
    }

    static double atanh(double x) {
        double a = Math.abs(x);
        return Math.copySign(0.5 * StrictMath.log1p(2 * a / (1 - a)), x);
    }

    static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// The series of positive terms exp(-x^2) (2x)^(2n+1) / (2 * 1 * 3 * ... (2n+1)) below 2.5, one minus the
    /// continued
    /// fraction above.
    static double erf(double x) {
        double a = Math.abs(x);
        if (!(a < 2.5)) {
            return Double.isNaN(x) ? x : Math.copySign(1 - complement(a), x);
        }
        double term = a;
        double sum = a;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= 2 * a * a / (2 * n + 1);
            sum += term;
        }
        return Math.copySign(TWO_BY_SQRT_PI * StrictMath.exp(-a * a) * sum, x);
    }

    /// 1 - erf(a) for a >= 1, by Laplace's continued fraction.
    private static double complement(double a) {
        double fraction = a;
        for (int n = 120; n > 0; n--) {
            fraction = a + 0.5 * n / fraction;
        }
        return a > 30 ? 0 : StrictMath.exp(-a * a) / (fraction * Math.sqrt(Math.PI));
    }

    /// Newton's method on erf, and on its complement where that is small; started from Winitzki's formula.
    static double erfinv(double x) {
        double a = Math.abs(x);
        if (!(a < 1)) {
            return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, x) : Double.NaN;
        }
        double log = StrictMath.log1p(-a * a);
        double half = 2 / (Math.PI * 0.147) + log / 2;
        double y = Math.sqrt(Math.max(0, Math.sqrt(half * half - log / 0.147) - half));
        for (int step = 0; step < 4 && a > 0; step++) {
            double error = y < 1.5 ? erf(y) - a : (1 - a) - complement(y);
            double newton = error / (TWO_BY_SQRT_PI * StrictMath.exp(-y * y));
            y -= newton / (1 + y * newton);
        }
        return a < 1e-8 ? x / TWO_BY_SQRT_PI : Math.copySign(y, x);
    }

    /// As in C and Python: 1 to any power and -1 to an infinite one are 1.
    static double power(double a, double b) {
        if (a == 1 || (a == -1 && Double.isInfinite(b))) {
            return 1;
        }
        boolean whole = b == Math.rint(b) && Math.abs(b) <= Integer.MAX_VALUE;
        boolean normal = Math.abs(a) >= Double.MIN_NORMAL && Math.abs(a) <= Double.MAX_VALUE;
        return whole && normal ? power(a, (long) b) : StrictMath.pow(a, b);
    }

    /// Whole powers, which every step of Adam takes, by squaring in twice the precision: `StrictMath` makes arrays
    /// for them. `high + low` and the power so far lie between 1/2 and 2, their exponents aside.
    private static double power(double a, long exponent) {
        double high = Math.abs(a) * scale(-Math.getExponent(a));
        double low = 0;
        long scale = Math.getExponent(a);
        double power = 1;
        double rest = 0;
        long powerScale = 0;
        for (long left = Math.abs(exponent); left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                double product = power * high;
                double error = Math.fma(power, high, -product) + (power * low + rest * high);
                int shift = Math.getExponent(product);
                power = (product + error) * scale(-shift);
                rest = (product * scale(-shift) - power) + error * scale(-shift);
                powerScale += scale + shift;
            }
            double square = high * high;
            double error = Math.fma(high, high, -square) + 2 * high * low;
            int shift = Math.getExponent(square);
            high = (square + error) * scale(-shift);
            low = (square * scale(-shift) - high) + error * scale(-shift);
            scale = 2 * scale + shift;
        }
        double sign = a < 0 && (exponent & 1) == 1 ? -1 : 1;
        if (exponent < 0) {
            double inverse = 1 / power;
            inverse += inverse * (Math.fma(-inverse, power, 1) - inverse * rest);
            return sign * Math.scalb(inverse, Math.clamp(-powerScale, -5_000, 5_000));
        }
        return sign * Math.scalb(power + rest, Math.clamp(powerScale, -5_000, 5_000));
    }

    /// 2 to a power in the range of normal numbers.
    private static double scale(int exponent) {
        return Double.longBitsToDouble((long) (Double.MAX_EXPONENT + exponent) << 52);
    }

    /// The remainder with the sign of b, a remainder of 0 too.
    static double mod(double a, double b) {
        double rest = a % b;
        if (rest == 0) {
            return Math.copySign(rest, b);
        }
        return (rest < 0) != (b < 0) ? rest + b : rest;
    }

    /// As Python and NumPy divide: by way of the exact remainder, so 1 // 0.1 is 9.
    static double floorDivide(double a, double b) {
        if (b == 0) {
            return a / b;
        }
        double rest = a % b;
        double quotient = (a - rest) / b;
        return Math.rint(rest != 0 && (rest < 0) != (b < 0) ? quotient - 1 : quotient);
    }
}
