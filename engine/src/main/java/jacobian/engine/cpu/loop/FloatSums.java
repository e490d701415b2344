package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Reduce;

/// Reductions of `float[]`. A sum or product has 16 virtual lanes: lane `l` takes elements l, l + 16, ... in
/// order,
/// then lanes
/// meet as a tree (8, 4, 2, 1). So vector code of any width gives the same bits.
final class FloatSums {
    private FloatSums() {}

    static float identity(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> 0;
            case PRODUCT -> 1;
            case MAX -> Float.NEGATIVE_INFINITY;
            case MIN -> Float.POSITIVE_INFINITY;
        };
    }

    static float combine(Reduce.Kind kind, float a, float b) {
        return switch (kind) {
            case SUM -> a + b;
            case PRODUCT -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    /// Takes `n` elements from `from` on into the lanes, the first into lane 0.
    static void take(Reduce.Kind kind, float[] lanes, float[] x, int from, int n) {
        switch (kind) {
            case SUM -> sum(lanes, x, from, n);
            case PRODUCT -> product(lanes, x, from, n);
            case MAX -> lanes[0] = Math.max(lanes[0], max(x, from, n));
            case MIN -> lanes[0] = Math.min(lanes[0], min(x, from, n));
        }
    }

    /// The lanes as one number; they are used up.
    static float meet(Reduce.Kind kind, float[] lanes) {
        for (int half = LoopBlocks.LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] = combine(kind, lanes[i], lanes[i + half]);
            }
        }
        return lanes[0];
    }

    /// Each element of `x` from `from` on into the element of `sums`.
    static void add(Reduce.Kind kind, float[] sums, float[] x, int from, int n) {
        switch (kind) {
            case SUM -> addTo(sums, x, from, n);
            case PRODUCT -> multiplyTo(sums, x, from, n);
            case MAX -> maxTo(sums, x, from, n);
            case MIN -> minTo(sums, x, from, n);
        }
    }

    private static void sum(float[] lanes, float[] x, int from, int n) {
        int i = from;
        int whole = from + (n & -LoopBlocks.LANES);
        if (i < whole) {
            float s0 = lanes[0];
            float s1 = lanes[1];
            float s2 = lanes[2];
            float s3 = lanes[3];
            float s4 = lanes[4];
            float s5 = lanes[5];
            float s6 = lanes[6];
            float s7 = lanes[7];
            float s8 = lanes[8];
            float s9 = lanes[9];
            float s10 = lanes[10];
            float s11 = lanes[11];
            float s12 = lanes[12];
            float s13 = lanes[13];
            float s14 = lanes[14];
            float s15 = lanes[15];
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

    private static void product(float[] lanes, float[] x, int from, int n) {
        int i = from;
        int whole = from + (n & -LoopBlocks.LANES);
        if (i < whole) {
            float s0 = lanes[0];
            float s1 = lanes[1];
            float s2 = lanes[2];
            float s3 = lanes[3];
            float s4 = lanes[4];
            float s5 = lanes[5];
            float s6 = lanes[6];
            float s7 = lanes[7];
            float s8 = lanes[8];
            float s9 = lanes[9];
            float s10 = lanes[10];
            float s11 = lanes[11];
            float s12 = lanes[12];
            float s13 = lanes[13];
            float s14 = lanes[14];
            float s15 = lanes[15];
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

    private static float max(float[] x, int from, int n) {
        float best = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + n; i++) {
            best = Math.max(best, x[i]);
        }
        return best;
    }

    private static float min(float[] x, int from, int n) {
        float best = Float.POSITIVE_INFINITY;
        for (int i = from; i < from + n; i++) {
            best = Math.min(best, x[i]);
        }
        return best;
    }

    private static void addTo(float[] sums, float[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = sums[i] + x[from + i];
        }
    }

    private static void multiplyTo(float[] sums, float[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = sums[i] * x[from + i];
        }
    }

    private static void maxTo(float[] sums, float[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = Math.max(sums[i], x[from + i]);
        }
    }

    private static void minTo(float[] sums, float[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = Math.min(sums[i], x[from + i]);
        }
    }
}
