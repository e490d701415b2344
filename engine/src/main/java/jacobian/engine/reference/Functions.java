package jacobian.engine.reference;

/// Functions of one double that the JDK lacks, to within a few units of float64's last place.
final class Functions {
    /// Below this the series of erf, above it the continued fraction of erfc.
    private static final double MIDDLE = 1.5;

    private Functions() {}

    static double erf(double x) {
        double size = Math.abs(x);
        return size < MIDDLE ? erfSeries(x) : Math.copySign(1 - erfc(size), x);
    }

    /// 2/sqrt(pi) exp(-x^2) (x + 2x^3/3 + 4x^5/15 + ...): no term changes sign, so nothing cancels.
    private static double erfSeries(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 60; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    /// 1 - erf(x) for x >= 0, small values with full relative precision.
    private static double erfc(double x) {
        if (x < MIDDLE || Double.isNaN(x)) {
            return 1 - erfSeries(x);
        }
        double fraction = x;
        for (int n = 200; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }

    /// The inverse of [#erf]: Winitzki's approximation, then Halley's iteration on whichever of erf and erfc
    /// keeps precision.
    static double erfinv(double y) {
        double size = Math.abs(y);
        if (!(size < 1)) {
            return size == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
        }
        double log = Math.log1p(-size * size);
        double a = 0.147;
        double b = 2 / (Math.PI * a) + log / 2;
        double x = Math.sqrt(Math.sqrt(b * b - log / a) - b);
        for (int i = 0; i < 4 && size > 0; i++) {
            double error = size < 0.5 ? erf(x) - size : (1 - size) - erfc(x);
            double step = error / (2 / Math.sqrt(Math.PI) * Math.exp(-x * x));
            x -= step / (1 + x * step);
        }
        return size == 0 ? y : Math.copySign(x, y);
    }

    static double asinh(double x) {
        double size = Math.abs(x);
        double result = size > 1e150
                ? Math.log(size) + Math.log(2)
                : Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
        return Math.copySign(result, x);
    }

    static double acosh(double x) {
        double over = x - 1;
        return x > 1e150 ? Math.log(x) + Math.log(2) : Math.log1p(over + Math.sqrt(over * (x + 1)));
    }

    static double atanh(double x) {
        double size = Math.abs(x);
        return Math.copySign(Math.log1p(2 * size / (1 - size)) / 2, x);
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// `a` to the power `b`; as in C and Python, 1 to any power and -1 to an infinite one are 1.
    static double power(double a, double b) {
        return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
    }

    /// The remainder with the sign of `b`, as in Python.
    static double mod(double a, double b) {
        double remainder = a % b;
        if (remainder == 0) {
            return Math.copySign(0, b);
        }
        return remainder < 0 == b < 0 || Double.isNaN(remainder) ? remainder : remainder + b;
    }

    /// The quotient that belongs to [#mod], as in Python and NumPy: 1 // 0.1 is 9, although 1 / 0.1 rounds to 10.
    static double floorDivide(double a, double b) {
        double remainder = a % b;
        double whole = (a - remainder) / b;
        boolean crosses = remainder != 0 && remainder < 0 != b < 0;
        return b == 0 ? a / b : Math.rint(crosses ? whole - 1 : whole);
    }

    /// The quotient rounded towards minus infinity; 0 where `b` is 0.
    static long floorDivide(long a, long b) {
        return b == 0 ? 0 : Math.floorDiv(a, b);
    }

    /// The remainder with the sign of `b`; 0 where `b` is 0.
    static long mod(long a, long b) {
        return b == 0 ? 0 : Math.floorMod(a, b);
    }

    /// `base` to the power `exponent`, wrapped around; a negative exponent gives the reciprocal rounded towards
    /// zero, of 0 too.
    static long power(long base, long exponent) {
        if (exponent < 0) {
            return base == 1 ? 1 : base == -1 ? (exponent % 2 == 0 ? 1 : -1) : 0;
        }
        long result = 1;
        long square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            result *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return result;
    }
}
