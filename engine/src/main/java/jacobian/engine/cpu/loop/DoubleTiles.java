package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Unary;

/// The elementwise operations on `double[]`; `StrictMath`, because the intrinsics of `Math` may differ from the
/// interpreter in the last bit.
final class DoubleTiles {
    private DoubleTiles() {}

    static void unary(Unary op, double[] x, double[] y, int n) {
        switch (op) {
            case NEGATE -> negate(x, y, n);
            case ABS -> abs(x, y, n);
            case SIGN -> sign(x, y, n);
            case EXP -> exp(x, y, n);
            case EXPM1 -> expm1(x, y, n);
            case LOG -> log(x, y, n);
            case LOG1P -> log1p(x, y, n);
            case SQRT -> sqrt(x, y, n);
            case RSQRT -> rsqrt(x, y, n);
            case SIN -> sin(x, y, n);
            case COS -> cos(x, y, n);
            case TAN -> tan(x, y, n);
            case ASIN -> asin(x, y, n);
            case ACOS -> acos(x, y, n);
            case ATAN -> atan(x, y, n);
            case SINH -> sinh(x, y, n);
            case COSH -> cosh(x, y, n);
            case TANH -> tanh(x, y, n);
            case ASINH -> asinh(x, y, n);
            case ACOSH -> acosh(x, y, n);
            case ATANH -> atanh(x, y, n);
            case SIGMOID -> sigmoid(x, y, n);
            case ERF -> erf(x, y, n);
            case ERFINV -> erfinv(x, y, n);
            case RELU -> relu(x, y, n);
            case FLOOR -> floor(x, y, n);
            case CEIL -> ceil(x, y, n);
            case ROUND -> round(x, y, n);
            case NOT, IS_NAN, IS_FINITE -> throw new IllegalArgumentException(op + " of float64");
        }
    }

    static void binary(Binary op, double[] a, double[] b, double[] y, int n) {
        switch (op) {
            case ADD -> add(a, b, y, n);
            case SUBTRACT -> subtract(a, b, y, n);
            case MULTIPLY -> multiply(a, b, y, n);
            case DIVIDE -> divide(a, b, y, n);
            case POWER -> power(a, b, y, n);
            case MAXIMUM -> maximum(a, b, y, n);
            case MINIMUM -> minimum(a, b, y, n);
            case MOD -> mod(a, b, y, n);
            case FLOOR_DIVIDE -> floorDivide(a, b, y, n);
            case ATAN2 -> atan2(a, b, y, n);
            case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT -> throw new IllegalArgumentException(op + " of float64");
        }
    }

    private static void negate(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = -x[i];
        }
    }

    private static void abs(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.abs(x[i]);
        }
    }

    private static void sign(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.signum(x[i]);
        }
    }

    private static void exp(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.exp(x[i]);
        }
    }

    private static void expm1(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.expm1(x[i]);
        }
    }

    private static void log(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.log(x[i]);
        }
    }

    private static void log1p(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.log1p(x[i]);
        }
    }

    private static void sqrt(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.sqrt(x[i]);
        }
    }

    private static void rsqrt(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = 1 / Math.sqrt(x[i]);
        }
    }

    private static void sin(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.sin(x[i]);
        }
    }

    private static void cos(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.cos(x[i]);
        }
    }

    private static void tan(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.tan(x[i]);
        }
    }

    private static void asin(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.asin(x[i]);
        }
    }

    private static void acos(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.acos(x[i]);
        }
    }

    private static void atan(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.atan(x[i]);
        }
    }

    private static void sinh(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.sinh(x[i]);
        }
    }

    private static void cosh(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.cosh(x[i]);
        }
    }

    private static void tanh(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.tanh(x[i]);
        }
    }

    private static void asinh(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = DoubleMath.asinh(x[i]);
        }
    }

    private static void acosh(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = DoubleMath.acosh(x[i]);
        }
    }

    private static void atanh(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = DoubleMath.atanh(x[i]);
        }
    }

    private static void sigmoid(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = DoubleMath.sigmoid(x[i]);
        }
    }

    private static void erf(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = DoubleMath.erf(x[i]);
        }
    }

    private static void erfinv(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = DoubleMath.erfinv(x[i]);
        }
    }

    private static void relu(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(x[i], 0.0);
        }
    }

    private static void floor(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.floor(x[i]);
        }
    }

    private static void ceil(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.ceil(x[i]);
        }
    }

    private static void round(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.rint(x[i]);
        }
    }

    private static void add(double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + b[i];
        }
    }

    private static void subtract(double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] - b[i];
        }
    }

    private static void multiply(double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] * b[i];
        }
    }

    private static void divide(double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] / b[i];
        }
    }

    private static void power(double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = DoubleMath.power(a[i], b[i]);
        }
    }

    private static void maximum(double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(a[i], b[i]);
        }
    }

    private static void minimum(double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.min(a[i], b[i]);
        }
    }

    private static void mod(double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = DoubleMath.mod(a[i], b[i]);
        }
    }

    private static void floorDivide(double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = DoubleMath.floorDivide(a[i], b[i]);
        }
    }

    private static void atan2(double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = StrictMath.atan2(a[i], b[i]);
        }
    }
}
