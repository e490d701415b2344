package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.VarianceScaling.Distribution;
import jacobian.keras.initializers.VarianceScaling.Mode;
import java.util.List;
import java.util.OptionalLong;

/// Uniform values of variance 1 / the mean of inputs and outputs
/// (Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010).
///
/// Which axes are inputs and which outputs is told from the shape, unless both are given.
public record GlorotUniform(OptionalLong seed, List<Integer> inputAxes, List<Integer> outputAxes)
        implements Initializer {
    public GlorotUniform {
        inputAxes = List.copyOf(inputAxes);
        outputAxes = List.copyOf(outputAxes);
    }

    public GlorotUniform(OptionalLong seed) {
        this(seed, List.of(), List.of());
    }

    public GlorotUniform() {
        this(OptionalLong.empty());
    }

    public GlorotUniform(long seed) {
        this(OptionalLong.of(seed));
    }

    /// The same, where the product of the sizes of these axes is the number of inputs.
    public GlorotUniform inputAxes(int... axes) {
        return new GlorotUniform(seed, Fans.axes(axes), outputAxes);
    }

    /// The same, where the product of the sizes of these axes is the number of outputs.
    public GlorotUniform outputAxes(int... axes) {
        return new GlorotUniform(seed, inputAxes, Fans.axes(axes));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return new VarianceScaling(1, Mode.FAN_AVG, Distribution.UNIFORM, seed, inputAxes, outputAxes)
                .apply(shape, dtype);
    }
}
