package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// What lies between the pixels of an image that becomes larger or smaller: a weighted mean of the pixels around,
/// whose weights depend on their distance and add up to 1.
public enum Interpolation {
    /// The nearest pixel.
    NEAREST(d -> d < 0.5 ? 1 : 0),
    /// Straight lines between neighbouring pixels.
    BILINEAR(d -> Math.max(0, 1 - d)),
    /// Cubic pieces over four pixels (Keys, "Cubic convolution interpolation for digital image processing",
    /// 1981).
    BICUBIC(Interpolation::cubic),
    /// A windowed sinc over six pixels.
    LANCZOS3(d -> lanczos(3, d)),
    /// A windowed sinc over ten pixels.
    LANCZOS5(d -> lanczos(5, d)),
    /// The mean of the pixels that a new pixel covers, each by the part that is covered.
    AREA(d -> Math.max(0, 1 - d)) {
        @Override
        double weight(Resampling axis, int from, int to) {
            double start = (to - axis.translation()) / axis.scale();
            return Math.max(0, Math.min(start + 1 / axis.scale(), from + 1.0) - Math.max(start, from));
        }
    };

    /// Sums of weights below this count as nothing, as in JAX.
    private static final double LEAST = 1000 * Math.ulp(1f);

    private final DoubleUnaryOperator weight;

    Interpolation(DoubleUnaryOperator weight) {
        this.weight = weight;
    }

    private static double cubic(double d) {
        if (d >= 2) {
            return 0;
        }
        return d >= 1 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : (1.5 * d - 2.5) * d * d + 1;
    }

    private static double lanczos(int radius, double d) {
        if (d > radius) {
            return 0;
        }
        return d > 1e-3
                ? radius * Math.sin(Math.PI * d) * Math.sin(Math.PI * d / radius) / (Math.PI * Math.PI * d * d)
                : 1;
    }

    /// The weight of pixel `from` in pixel `to`, before weights are made to add up to 1.
    double weight(Resampling axis, int from, int to) {
        return weight.applyAsDouble(Math.abs(axis.place(to) - from) / axis.stretch());
    }

    /// The float64 matrix `(axis.from, axis.to)` by which an axis of pixels is multiplied. Pixels that come from
    /// outside the axis are 0.
    private Tensor weights(Resampling axis) {
        var matrix = new double[axis.from() * axis.to()];
        for (int to = 0; to < axis.to(); to++) {
            double place = axis.place(to);
            double sum = 0;
            for (int from = 0; from < axis.from(); from++) {
                sum += weight(axis, from, to);
            }
            if (Math.abs(sum) <= LEAST || place < -0.5 || place > axis.from() - 0.5) {
                continue;
            }
            for (int from = 0; from < axis.from(); from++) {
                matrix[from * axis.to() + to] = weight(axis, from, to) / sum;
            }
        }
        return Tensor.float64(matrix).reshape(axis.from(), axis.to());
    }

    /// `x`, of a floating type, with `axis` as `how` says.
    public Tensor along(Tensor x, int axis, Resampling how) {
        return x.swapaxes(axis, -1).matmul(weights(how).cast(x.dtype())).swapaxes(axis, -1);
    }

    /// The name in Keras, such as `bilinear`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
