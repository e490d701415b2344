package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.random.Distributions;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Values of variance `scale / fan`, so that signals neither grow nor fade on their way through layers.
///
/// The other random initializers named after people are this one with other numbers.
///
/// Which axes are inputs and which outputs is told from the shape, unless both are given.
public record VarianceScaling(
        double scale,
        Mode mode,
        Distribution distribution,
        OptionalLong seed,
        List<Integer> inputAxes,
        List<Integer> outputAxes)
        implements Initializer {
    /// Standard deviation of a normal distribution cut off at two standard deviations.
    private static final double TRUNCATED = 0.87962566103423978;

    /// Which number of connections divides the variance.
    public enum Mode {
        FAN_IN,
        FAN_OUT,
        FAN_AVG;

        /// The name in files.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How the values are spread.
    public enum Distribution {
        TRUNCATED_NORMAL,
        UNTRUNCATED_NORMAL,
        UNIFORM;

        /// The name in files.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public VarianceScaling {
        Checks.positive("scale", scale);
        inputAxes = List.copyOf(inputAxes);
        outputAxes = List.copyOf(outputAxes);
    }

    public VarianceScaling(double scale, Mode mode, Distribution distribution, OptionalLong seed) {
        this(scale, mode, distribution, seed, List.of(), List.of());
    }

    /// Scale 1, mode FAN_IN, a truncated normal distribution.
    public VarianceScaling() {
        this(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
    }

    public VarianceScaling(double scale, Mode mode, Distribution distribution) {
        this(scale, mode, distribution, OptionalLong.empty());
    }

    /// The same, where the product of the sizes of these axes is the number of inputs.
    public VarianceScaling inputAxes(int... axes) {
        return new VarianceScaling(scale, mode, distribution, seed, Fans.axes(axes), outputAxes);
    }

    /// The same, where the product of the sizes of these axes is the number of outputs.
    public VarianceScaling outputAxes(int... axes) {
        return new VarianceScaling(scale, mode, distribution, seed, inputAxes, Fans.axes(axes));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        var fans = Fans.of(shape, inputAxes, outputAxes);
        double fan = switch (mode) {
            case FAN_IN -> fans.in();
            case FAN_OUT -> fans.out();
            case FAN_AVG -> (fans.in() + fans.out()) / 2;
        };
        double variance = scale / Math.max(1, fan);
        var bits = Bits.of(seed, shape);
        var values = switch (distribution) {
            case TRUNCATED_NORMAL -> Distributions.truncatedNormal(bits).multiply(Math.sqrt(variance) / TRUNCATED);
            case UNTRUNCATED_NORMAL -> Distributions.normal(bits).multiply(Math.sqrt(variance));
            case UNIFORM -> spread(Distributions.uniform(bits), Math.sqrt(3 * variance));
        };
        return values.cast(dtype);
    }

    /// Numbers in [0, 1) brought into [-limit, limit).
    private static Tensor spread(Tensor uniform, double limit) {
        return uniform.multiply(2 * limit).subtract(limit);
    }
}
