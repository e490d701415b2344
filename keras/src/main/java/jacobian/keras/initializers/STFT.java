package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// The kernel of a Conv1D that computes a short-time Fourier transform: for shape `(time, 1, bins)`
/// cos(-2 pi t f / (2 (bins - 1))), or the sine, times a window.
///
/// `scaling` divides by the root of the window's squares or by the sum of its magnitudes; `periodic` windows
/// are those that can be repeated, the others end as they begin.
public record STFT(Side side, Optional<Window> window, Optional<Scaling> scaling, boolean periodic)
        implements Initializer {
    /// Which part of the complex numbers is computed.
    public enum Side {
        REAL,
        IMAG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the window is divided by.
    public enum Scaling {
        DENSITY,
        SPECTRUM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The shape of the window, a function of the part of it that has passed.
    public enum Window {
        BOXCAR(_ -> 1),
        HANN(part -> 0.5 - 0.5 * Math.cos(2 * Math.PI * part)),
        HAMMING(part -> 0.54 - 0.46 * Math.cos(2 * Math.PI * part)),
        BLACKMAN(part -> 0.42 - 0.5 * Math.cos(2 * Math.PI * part) + 0.08 * Math.cos(4 * Math.PI * part));

        private final DoubleUnaryOperator shape;

        Window(DoubleUnaryOperator shape) {
            this.shape = shape;
        }

        /// `length` values.
        double[] values(int length, boolean repeats) {
            var values = new double[length];
            int steps = repeats ? length : length - 1;
            for (int i = 0; i < length; i++) {
                values[i] = steps == 0 ? 1 : shape.applyAsDouble((double) i / steps);
            }
            return values;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The real part, Hann's window, scaled to density.
    public STFT() {
        this(Side.REAL);
    }

    /// Hann's window, scaled to density.
    public STFT(Side side) {
        this(side, Optional.of(Window.HANN), Optional.of(Scaling.DENSITY), false);
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        if (shape.rank() != 3 || shape.size(1) != 1 || shape.size(2) < 2) {
            throw new ShapeException("STFT cannot fill " + shape + ": needs (time, 1, bins) with two bins or more");
        }
        int length = shape.size(0);
        int bins = shape.size(2);
        var weights = window.orElse(Window.BOXCAR).values(length, periodic);
        double scale = window.isPresent() ? scale(weights) : 1;
        var values = new double[length * bins];
        for (int t = 0; t < length; t++) {
            for (int f = 0; f < bins; f++) {
                double angle = -2 * Math.PI * t * f / (2.0 * (bins - 1));
                values[t * bins + f] = (side == Side.REAL ? Math.cos(angle) : Math.sin(angle)) * weights[t] / scale;
            }
        }
        return Tensor.float64(values, length, 1, bins).cast(dtype);
    }

    private double scale(double[] weights) {
        double squares = 0;
        double sum = 0;
        for (double weight : weights) {
            squares += weight * weight;
            sum += Math.abs(weight);
        }
        return scaling.isEmpty() ? 1 : scaling.get() == Scaling.DENSITY ? Math.sqrt(squares) : sum;
    }
}
