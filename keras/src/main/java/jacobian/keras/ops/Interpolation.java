package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// What lies between the pixels of an image that is made larger: a weighted mean of the pixels around, whose
/// weights depend on their distance and add up to 1.
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
    LANCZOS5(d -> lanczos(5, d));

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

    /// The matrix `(size, factor * size)` by which an axis of `size` pixels is multiplied; pixels are squares,
    /// so that their centres lie at halves.
    public Tensor weights(int size, int factor) {
        var matrix = new double[size * size * factor];
        for (int to = 0; to < size * factor; to++) {
            double place = (to + 0.5) / factor - 0.5;
            double sum = 0;
            for (int from = 0; from < size; from++) {
                sum += weight.applyAsDouble(Math.abs(place - from));
            }
            for (int from = 0; from < size; from++) {
                matrix[from * size * factor + to] = weight.applyAsDouble(Math.abs(place - from)) / sum;
            }
        }
        return Tensor.float64(matrix).reshape(size, size * factor);
    }

    /// The name in Keras, such as `bilinear`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
