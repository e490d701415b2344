package jacobian.engine.cpu.loop;

/// Integer functions that follow Python where Java differs. Nothing throws: by zero, quotient and remainder
/// are 0.
final class LongMath {
    private LongMath() {}

    static long floorDivide(long a, long b) {
        return b == 0 ? 0 : Math.floorDiv(a, b);
    }

    static long mod(long a, long b) {
        return b == 0 ? 0 : Math.floorMod(a, b);
    }

    /// By squaring, wrapping around; a negative power is truncated towards zero.
    static long power(long base, long exponent) {
        if (exponent < 0) {
            return base == 1 ? 1 : base == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
        }
        long result = 1;
        long square = base;
        for (long rest = exponent; rest != 0; rest >>>= 1) {
            result *= (rest & 1) == 0 ? 1 : square;
            square *= square;
        }
        return result;
    }

    static int floorDivide(int a, int b) {
        return (int) floorDivide((long) a, (long) b);
    }

    static int mod(int a, int b) {
        return (int) mod((long) a, (long) b);
    }
}
