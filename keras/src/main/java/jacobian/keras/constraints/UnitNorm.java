package jacobian.keras.constraints;

import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// w / (1e-7 + |w|): vectors of length 1. Axis 0 measures the inputs of each unit of a Dense layer, 0, 1 and 2
/// each filter of a Conv2D.
public record UnitNorm(List<Integer> axis) implements Constraint {
    public UnitNorm {
        axis = Norms.checked(axis);
    }

    /// Along axis 0.
    public UnitNorm() {
        this(0);
    }

    public UnitNorm(int... axis) {
        this(IntStream.of(axis).boxed().toList());
    }

    @Override
    public Tensor apply(Tensor w) {
        return Norms.divided(w, Norms.of(w, axis));
    }
}
