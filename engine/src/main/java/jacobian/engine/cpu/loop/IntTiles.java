package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Unary;

/// The elementwise operations on `int[]`, which hold int32, uint8 and bool.
final class IntTiles {
    private IntTiles() {}

    static void unary(Unary op, int[] x, int[] y, int n) {
        switch (op) {
            case NEGATE -> negate(x, y, n);
            case ABS -> abs(x, y, n);
            case SIGN -> sign(x, y, n);
            case RELU -> relu(x, y, n);
            case FLOOR -> floor(x, y, n);
            case CEIL -> ceil(x, y, n);
            case ROUND -> round(x, y, n);
            case NOT -> not(x, y, n);
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
                    IS_NAN,
                    IS_FINITE -> throw new IllegalArgumentException(op + " of int32");
        }
    }

    static void binary(Binary op, int[] a, int[] b, int[] y, int n) {
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
            case DIVIDE, ATAN2 -> throw new IllegalArgumentException(op + " of int32");
        }
    }

    private static void negate(int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = -x[i];
        }
    }

    private static void abs(int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.abs(x[i]);
        }
    }

    private static void sign(int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Integer.signum(x[i]);
        }
    }

    private static void relu(int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(x[i], 0);
        }
    }

    private static void floor(int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
    }

    private static void ceil(int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
    }

    private static void round(int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
    }

    private static void not(int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i] ^ 1;
        }
    }

    private static void add(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + b[i];
        }
    }

    private static void subtract(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] - b[i];
        }
    }

    private static void multiply(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] * b[i];
        }
    }

    private static void power(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = (int) LongMath.power(a[i], b[i]);
        }
    }

    private static void maximum(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(a[i], b[i]);
        }
    }

    private static void minimum(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.min(a[i], b[i]);
        }
    }

    private static void mod(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = LongMath.mod(a[i], b[i]);
        }
    }

    private static void floorDivide(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = LongMath.floorDivide(a[i], b[i]);
        }
    }

    private static void and(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] & b[i];
        }
    }

    private static void or(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] | b[i];
        }
    }

    private static void xor(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] ^ b[i];
        }
    }

    private static void shiftLeft(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] << b[i];
        }
    }

    private static void shiftRight(int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] >>> b[i];
        }
    }
}
