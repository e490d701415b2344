package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Reduce;

/// Reductions of `double[]`. A sum or product has 16 virtual lanes: lane `l` takes elements l, l + 16, ... in
/// order,
/// then lanes
/// meet as a tree (8, 4, 2, 1). So vector code of any width gives the same bits.
final class DoubleSums {
    private DoubleSums() {}

    static double identity(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> 0;
            case PRODUCT -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        };
    }

    static double combine(Reduce.Kind kind, double a, double b) {
        return switch (kind) {
            case SUM -> a + b;
            case PRODUCT -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    /// Takes `n` elements from `from` on into the lanes, the first into lane 0.
    static void take(Reduce.Kind kind, double[] lanes, double[] x, int from, int n) {
        switch (kind) {
            case SUM -> sum(lanes, x, from, n);
            case PRODUCT -> product(lanes, x, from, n);
            case MAX -> lanes[0] = Math.max(lanes[0], max(x, from, n));
            case MIN -> lanes[0] = Math.min(lanes[0], min(x, from, n));
        }
    }

    /// The lanes as one number; they are used up.
    static double meet(Reduce.Kind kind, double[] lanes) {
        for (int half = LoopBlocks.LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] = combine(kind, lanes[i], lanes[i + half]);
            }
        }
        return lanes[0];
    }

    /// Each element of `x` from `from` on into the element of `sums`.
    static void add(Reduce.Kind kind, double[] sums, double[] x, int from, int n) {
        switch (kind) {
            case SUM -> addTo(sums, x, from, n);
            case PRODUCT -> multiplyTo(sums, x, from, n);
            case MAX -> maxTo(sums, x, from, n);
            case MIN -> minTo(sums, x, from, n);
        }
    }

    private static void sum(double[] lanes, double[] x, int from, int n) {
        int i = from;
        int whole = from + (n & -LoopBlocks.LANES);
        if (i < whole) {
            double s0 = lanes[0];
            double s1 = lanes[1];
            double s2 = lanes[2];
            double s3 = lanes[3];
            double s4 = lanes[4];
            double s5 = lanes[5];
            double s6 = lanes[6];
            double s7 = lanes[7];
            double s8 = lanes[8];
            double s9 = lanes[9];
            double s10 = lanes[10];
            double s11 = lanes[11];
            double s12 = lanes[12];
            double s13 = lanes[13];
            double s14 = lanes[14];
            double s15 = lanes[15];
            for (; i < whole; i += LoopBlocks.LANES) {
                s0 += x[i + 0];
                s1 += x[i + 1];
                s2 += x[i + 2];
                s3 += x[i + 3];
                s4 += x[i + 4];
                s5 += x[i + 5];
                s6 += x[i + 6];
                s7 += x[i + 7];
                s8 += x[i + 8];
                s9 += x[i + 9];
                s10 += x[i + 10];
                s11 += x[i + 11];
                s12 += x[i + 12];
                s13 += x[i + 13];
                s14 += x[i + 14];
                s15 += x[i + 15];
            }
            lanes[0] = s0;
            lanes[1] = s1;
            lanes[2] = s2;
            lanes[3] = s3;
            lanes[4] = s4;
            lanes[5] = s5;
            lanes[6] = s6;
            lanes[7] = s7;
            lanes[8] = s8;
            lanes[9] = s9;
            lanes[10] = s10;
            lanes[11] = s11;
            lanes[12] = s12;
            lanes[13] = s13;
            lanes[14] = s14;
            lanes[15] = s15;
        }
        for (int l = 0; i < from + n; i++, l++) {
            lanes[l] += x[i];
        }
    }

    private static void product(double[] lanes, double[] x, int from, int n) {
        int i = from;
        int whole = from + (n & -LoopBlocks.LANES);
        if (i < whole) {
            double s0 = lanes[0];
            double s1 = lanes[1];
            double s2 = lanes[2];
            double s3 = lanes[3];
            double s4 = lanes[4];
            double s5 = lanes[5];
            double s6 = lanes[6];
            double s7 = lanes[7];
            double s8 = lanes[8];
            double s9 = lanes[9];
            double s10 = lanes[10];
            double s11 = lanes[11];
            double s12 = lanes[12];
            double s13 = lanes[13];
            double s14 = lanes[14];
            double s15 = lanes[15];
            for (; i < whole; i += LoopBlocks.LANES) {
                s0 *= x[i + 0];
                s1 *= x[i + 1];
                s2 *= x[i + 2];
                s3 *= x[i + 3];
                s4 *= x[i + 4];
                s5 *= x[i + 5];
                s6 *= x[i + 6];
                s7 *= x[i + 7];
                s8 *= x[i + 8];
                s9 *= x[i + 9];
                s10 *= x[i + 10];
                s11 *= x[i + 11];
                s12 *= x[i + 12];
                s13 *= x[i + 13];
                s14 *= x[i + 14];
                s15 *= x[i + 15];
            }
            lanes[0] = s0;
            lanes[1] = s1;
            lanes[2] = s2;
            lanes[3] = s3;
            lanes[4] = s4;
            lanes[5] = s5;
            lanes[6] = s6;
            lanes[7] = s7;
            lanes[8] = s8;
            lanes[9] = s9;
            lanes[10] = s10;
            lanes[11] = s11;
            lanes[12] = s12;
            lanes[13] = s13;
            lanes[14] = s14;
            lanes[15] = s15;
        }
        for (int l = 0; i < from + n; i++, l++) {
            lanes[l] *= x[i];
        }
    }

    private static double max(double[] x, int from, int n) {
        double best = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + n; i++) {
            best = Math.max(best, x[i]);
        }
        return best;
    }

    private static double min(double[] x, int from, int n) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = from; i < from + n; i++) {
            best = Math.min(best, x[i]);
        }
        return best;
    }

    private static void addTo(double[] sums, double[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = sums[i] + x[from + i];
        }
    }

    private static void multiplyTo(double[] sums, double[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = sums[i] * x[from + i];
        }
    }

    private static void maxTo(double[] sums, double[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = Math.max(sums[i], x[from + i]);
        }
    }

    private static void minTo(double[] sums, double[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = Math.min(sums[i], x[from + i]);
        }
    }
}
