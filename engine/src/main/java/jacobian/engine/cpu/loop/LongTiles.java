package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Unary;

/// The elementwise operations on `long[]`.
final class LongTiles {
    private LongTiles() {}

    static void unary(Unary op, long[] x, long[] y, int n) {
        switch (op) {
            case NEGATE -> negate(x, y, n);
            case ABS -> abs(x, y, n);
            case SIGN -> sign(x, y, n);
            case RELU -> relu(x, y, n);
            case FLOOR -> floor(x, y, n);
            case CEIL -> ceil(x, y, n);
            case ROUND -> round(x, y, n);
            case EXP,
                    EXPM1,
                    LOG,
                    LOG1P,
                    SQRT,
                    RSQRT,
                    SIN,
                    COS,
                    TAN,
                    ASIN,
                    ACOS,
                    ATAN,
                    SINH,
                    COSH,
                    TANH,
                    ASINH,
                    ACOSH,
                    ATANH,
                    SIGMOID,
                    ERF,
                    ERFINV,
                    NOT,
                    IS_NAN,
                    IS_FINITE -> throw new IllegalArgumentException(op + " of int64");
        }
    }

    static void binary(Binary op, long[] a, long[] b, long[] y, int n) {
        switch (op) {
            case ADD -> add(a, b, y, n);
            case SUBTRACT -> subtract(a, b, y, n);
            case MULTIPLY -> multiply(a, b, y, n);
            case POWER -> power(a, b, y, n);
            case MAXIMUM -> maximum(a, b, y, n);
            case MINIMUM -> minimum(a, b, y, n);
            case MOD -> mod(a, b, y, n);
            case FLOOR_DIVIDE -> floorDivide(a, b, y, n);
            case AND -> and(a, b, y, n);
            case OR -> or(a, b, y, n);
            case XOR -> xor(a, b, y, n);
            case SHIFT_LEFT -> shiftLeft(a, b, y, n);
            case SHIFT_RIGHT -> shiftRight(a, b, y, n);
            case DIVIDE, ATAN2 -> throw new IllegalArgumentException(op + " of int64");
        }
    }

    private static void negate(long[] x, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = -x[i];
        }
    }

    private static void abs(long[] x, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.abs(x[i]);
        }
    }

    private static void sign(long[] x, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Long.signum(x[i]);
        }
    }

    private static void relu(long[] x, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(x[i], 0);
        }
    }

    private static void floor(long[] x, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
    }

    private static void ceil(long[] x, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
    }

    private static void round(long[] x, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
    }

    private static void add(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + b[i];
        }
    }

    private static void subtract(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] - b[i];
        }
    }

    private static void multiply(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] * b[i];
        }
    }

    private static void power(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = LongMath.power(a[i], b[i]);
        }
    }

    private static void maximum(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(a[i], b[i]);
        }
    }

    private static void minimum(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.min(a[i], b[i]);
        }
    }

    private static void mod(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = LongMath.mod(a[i], b[i]);
        }
    }

    private static void floorDivide(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = LongMath.floorDivide(a[i], b[i]);
        }
    }

    private static void and(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] & b[i];
        }
    }

    private static void or(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] | b[i];
        }
    }

    private static void xor(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] ^ b[i];
        }
    }

    private static void shiftLeft(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] << b[i];
        }
    }

    private static void shiftRight(long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] >>> b[i];
        }
    }
}
