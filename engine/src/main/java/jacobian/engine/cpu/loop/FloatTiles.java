package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Unary;

/// The elementwise operations on `float[]`: plain loops that C2 turns into vector code where the formula has no
/// branch.
final class FloatTiles {
    private FloatTiles() {}

    static void unary(Unary op, float[] x, float[] y, int n) {
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
            case NOT, IS_NAN, IS_FINITE -> throw new IllegalArgumentException(op + " of float32");
        }
    }

    static void binary(Binary op, float[] a, float[] b, float[] y, int n) {
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
            case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT -> throw new IllegalArgumentException(op + " of float32");
        }
    }

    private static void negate(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = -x[i];
        }
    }

    private static void abs(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.abs(x[i]);
        }
    }

    private static void sign(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.signum(x[i]);
        }
    }

    private static void exp(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.exp(x[i]);
        }
    }

    private static void expm1(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.expm1(x[i]);
        }
    }

    private static void log(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.log(x[i]);
        }
    }

    private static void log1p(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.log1p(x[i]);
        }
    }

    private static void sqrt(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.sqrt(x[i]);
        }
    }

    private static void rsqrt(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = 1 / (float) Math.sqrt(x[i]);
        }
    }

    private static void sin(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.sin(x[i]);
        }
    }

    private static void cos(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.cos(x[i]);
        }
    }

    private static void tan(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.tan(x[i]);
        }
    }

    private static void asin(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.asin(x[i]);
        }
    }

    private static void acos(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.acos(x[i]);
        }
    }

    private static void atan(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.atan(x[i]);
        }
    }

    private static void sinh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.sinh(x[i]);
        }
    }

    private static void cosh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.cosh(x[i]);
        }
    }

    private static void tanh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.tanh(x[i]);
        }
    }

    private static void asinh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.asinh(x[i]);
        }
    }

    private static void acosh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.acosh(x[i]);
        }
    }

    private static void atanh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.atanh(x[i]);
        }
    }

    private static void sigmoid(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.sigmoid(x[i]);
        }
    }

    private static void erf(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.erf(x[i]);
        }
    }

    private static void erfinv(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.erfinv(x[i]);
        }
    }

    private static void relu(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(x[i], 0f);
        }
    }

    private static void floor(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.floor(x[i]);
        }
    }

    private static void ceil(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.ceil(x[i]);
        }
    }

    private static void round(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.rint(x[i]);
        }
    }

    private static void add(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + b[i];
        }
    }

    private static void subtract(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] - b[i];
        }
    }

    private static void multiply(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] * b[i];
        }
    }

    private static void divide(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] / b[i];
        }
    }

    private static void power(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.power(a[i], b[i]);
        }
    }

    private static void maximum(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(a[i], b[i]);
        }
    }

    private static void minimum(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.min(a[i], b[i]);
        }
    }

    private static void mod(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.mod(a[i], b[i]);
        }
    }

    private static void floorDivide(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.floorDivide(a[i], b[i]);
        }
    }

    private static void atan2(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = FloatMath.atan2(a[i], b[i]);
        }
    }
}
