package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.VarianceScaling.Distribution;
import jacobian.keras.initializers.VarianceScaling.Mode;
import java.util.List;
import java.util.OptionalLong;

/// Uniform values of variance 2 / the number of inputs
/// (He et al., "Delving deep into rectifiers", 2015).
///
/// Which axes are inputs and which outputs is told from the shape, unless both are given.
public record HeUniform(OptionalLong seed, List<Integer> inputAxes, List<Integer> outputAxes) implements Initializer {
    public HeUniform {
        inputAxes = List.copyOf(inputAxes);
        outputAxes = List.copyOf(outputAxes);
    }

    public HeUniform(OptionalLong seed) {
        this(seed, List.of(), List.of());
    }

    public HeUniform() {
        this(OptionalLong.empty());
    }

    public HeUniform(long seed) {
        this(OptionalLong.of(seed));
    }

    /// The same, where the product of the sizes of these axes is the number of inputs.
    public HeUniform inputAxes(int... axes) {
        return new HeUniform(seed, Fans.axes(axes), outputAxes);
    }

    /// The same, where the product of the sizes of these axes is the number of outputs.
    public HeUniform outputAxes(int... axes) {
        return new HeUniform(seed, inputAxes, Fans.axes(axes));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return new VarianceScaling(2, Mode.FAN_IN, Distribution.UNIFORM, seed, inputAxes, outputAxes)
                .apply(shape, dtype);
    }
}
