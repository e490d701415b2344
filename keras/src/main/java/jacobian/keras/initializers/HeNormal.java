package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.VarianceScaling.Distribution;
import jacobian.keras.initializers.VarianceScaling.Mode;
import java.util.List;
import java.util.OptionalLong;

/// Truncated normal values of variance 2 / the number of inputs
/// (He et al., "Delving deep into rectifiers", 2015).
///
/// Which axes are inputs and which outputs is told from the shape, unless both are given.
public record HeNormal(OptionalLong seed, List<Integer> inputAxes, List<Integer> outputAxes) implements Initializer {
    public HeNormal {
        inputAxes = List.copyOf(inputAxes);
        outputAxes = List.copyOf(outputAxes);
    }

    public HeNormal(OptionalLong seed) {
        this(seed, List.of(), List.of());
    }

    public HeNormal() {
        this(OptionalLong.empty());
    }

    public HeNormal(long seed) {
        this(OptionalLong.of(seed));
    }

    /// The same, where the product of the sizes of these axes is the number of inputs.
    public HeNormal inputAxes(int... axes) {
        return new HeNormal(seed, Fans.axes(axes), outputAxes);
    }

    /// The same, where the product of the sizes of these axes is the number of outputs.
    public HeNormal outputAxes(int... axes) {
        return new HeNormal(seed, inputAxes, Fans.axes(axes));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        return new VarianceScaling(2, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL, seed, inputAxes, outputAxes)
                .apply(shape, dtype);
    }
}
