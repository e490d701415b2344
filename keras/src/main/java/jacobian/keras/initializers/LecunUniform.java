package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.VarianceScaling.Distribution;
import jacobian.keras.initializers.VarianceScaling.Mode;
import java.util.List;
import java.util.OptionalLong;

/// Uniform values of variance 1 / the number of inputs
/// (LeCun et al., "Efficient backprop", 1998).
///
/// Which axes are inputs and which outputs is told from the shape, unless both are given.
public record LecunUniform(OptionalLong seed, List<Integer> inputAxes, List<Integer> outputAxes)
        implements Initializer {
    public LecunUniform {
        inputAxes = List.copyOf(inputAxes);
        outputAxes = List.copyOf(outputAxes);
    }

    public LecunUniform(OptionalLong seed) {
        this(seed, List.of(), List.of());
    }

    public LecunUniform() {
        this(OptionalLong.empty());
    }

    public LecunUniform(long seed) {
        this(OptionalLong.of(seed));
    }

    /// The same, where the product of the sizes of these axes is the number of inputs.
    public LecunUniform inputAxes(int... axes) {
        return new LecunUniform(seed, Fans.axes(axes), outputAxes);
    }

    /// The same, where the product of the sizes of these axes is the number of outputs.
    public LecunUniform outputAxes(int... axes) {
        return new LecunUniform(seed, inputAxes, Fans.axes(axes));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return new VarianceScaling(1, Mode.FAN_IN, Distribution.UNIFORM, seed, inputAxes, outputAxes)
                .apply(shape, dtype);
    }
}
