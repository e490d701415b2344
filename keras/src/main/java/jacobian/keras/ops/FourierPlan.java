package jacobian.keras.ops;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Discrete Fourier transforms of one length, in place and without a factor, in O(n log n): radix 2 for powers of
/// two,
/// Bluestein's convolution for other lengths.
///
/// Angles come from StrictMath, so that results have the same bits everywhere.
final class FourierPlan {
    /// Plans are small and lengths are few; a program with very many starts anew.
    private static final int KEPT = 64;

    private static final Map<Integer, FourierPlan> PLANS = new ConcurrentHashMap<>();

    private final int n;
    /// cos and sin of 2 pi k / n for k < n/2; of a power of two alone.
    private final double[] cos;
    private final double[] sin;
    private final boolean power;
    /// Of other lengths: exp(-i pi k^2 / n), and the transform of its conjugate over the plan of a longer power
    /// of two.
    private final double[] chirpReal;
    private final double[] chirpImaginary;
    private final double[] kernelReal;
    private final double[] kernelImaginary;

    private FourierPlan(int n) {
        this.n = n;
        this.power = Integer.bitCount(n) == 1;
        int angles = power ? n / 2 : 0;
        this.cos = new double[angles];
        this.sin = new double[angles];
        for (int k = 0; k < angles; k++) {
            cos[k] = StrictMath.cos(2 * StrictMath.PI * k / n);
            sin[k] = StrictMath.sin(2 * StrictMath.PI * k / n);
        }
        int m = power ? 0 : longer(n);
        this.chirpReal = new double[power ? 0 : n];
        this.chirpImaginary = new double[power ? 0 : n];
        this.kernelReal = new double[m];
        this.kernelImaginary = new double[m];
        if (!power) {
            prepareChirp(m);
        }
    }

    static FourierPlan of(int n) {
        if (PLANS.size() > KEPT) {
            PLANS.clear();
        }
        return PLANS.computeIfAbsent(n, FourierPlan::new);
    }

    /// The power of two that holds a convolution of `n` numbers without wrapping.
    private static int longer(int n) {
        return Integer.highestOneBit(Math.max(1, 2 * n - 2)) * 2;
    }

    private void prepareChirp(int m) {
        for (int k = 0; k < n; k++) {
            // k^2 modulo 2 n, so that the angle stays exact.
            double angle = StrictMath.PI * ((long) k * k % (2L * n)) / n;
            chirpReal[k] = StrictMath.cos(angle);
            chirpImaginary[k] = -StrictMath.sin(angle);
            int mirror = (m - k) % m;
            kernelReal[k] = chirpReal[k];
            kernelReal[mirror] = chirpReal[k];
            kernelImaginary[k] = -chirpImaginary[k];
            kernelImaginary[mirror] = -chirpImaginary[k];
        }
        new FourierPlan(m).forward(kernelReal, kernelImaginary);
    }

    /// X_k = sum over j of x_j exp(-2 pi i j k / n).
    void forward(double[] real, double[] imaginary) {
        if (power) {
            radix2(real, imaginary);
        } else {
            bluestein(real, imaginary);
        }
    }

    /// The same with exp(+2 pi i j k / n): the transform with both parts exchanged, before and after.
    void backward(double[] real, double[] imaginary) {
        forward(imaginary, real);
    }

    private void radix2(double[] real, double[] imaginary) {
        reverseBits(real, imaginary);
        for (int half = 1; half < n; half *= 2) {
            int step = n / (2 * half);
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    double c = cos[k * step];
                    double s = sin[k * step];
                    int a = start + k;
                    int b = a + half;
                    double re = real[b] * c + imaginary[b] * s;
                    double im = imaginary[b] * c - real[b] * s;
                    real[b] = real[a] - re;
                    imaginary[b] = imaginary[a] - im;
                    real[a] += re;
                    imaginary[a] += im;
                }
            }
        }
    }

    private void reverseBits(double[] real, double[] imaginary) {
        int shift = Integer.numberOfLeadingZeros(n) + 1;
        for (int i = 0; i < n && n > 1; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                double kept = real[i];
                real[i] = real[j];
                real[j] = kept;
                kept = imaginary[i];
                imaginary[i] = imaginary[j];
                imaginary[j] = kept;
            }
        }
    }

    /// j k = (j^2 + k^2 - (k - j)^2) / 2 makes the transform a convolution with a chirp (Bluestein, 1970).
    private void bluestein(double[] real, double[] imaginary) {
        int m = kernelReal.length;
        var re = Arrays.copyOf(real, m);
        var im = Arrays.copyOf(imaginary, m);
        multiply(re, im, chirpReal, chirpImaginary, n);
        var plan = of(m);
        plan.forward(re, im);
        multiply(re, im, kernelReal, kernelImaginary, m);
        plan.backward(re, im);
        multiply(re, im, chirpReal, chirpImaginary, n);
        for (int k = 0; k < n; k++) {
            real[k] = re[k] / m;
            imaginary[k] = im[k] / m;
        }
    }

    /// The first `count` complex numbers times others.
    private static void multiply(double[] re, double[] im, double[] byReal, double[] byImaginary, int count) {
        for (int k = 0; k < count; k++) {
            double real = re[k] * byReal[k] - im[k] * byImaginary[k];
            im[k] = re[k] * byImaginary[k] + im[k] * byReal[k];
            re[k] = real;
        }
    }
}
