package jacobian.keras.constraints;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import java.util.List;
import java.util.stream.IntStream;

/// w min(|w|, maxValue) / (1e-7 + |w|): vectors no longer than `maxValue`. Axis 0 measures the inputs of each
/// unit of a Dense layer, 0, 1 and 2 each filter of a Conv2D.
public record MaxNorm(double maxValue, List<Integer> axis) implements Constraint {
    public MaxNorm {
        Checks.notNegative("max_value", maxValue);
        axis = Norms.checked(axis);
    }

    /// Length 2 along axis 0.
    public MaxNorm() {
        this(2);
    }

    /// Along axis 0.
    public MaxNorm(double maxValue) {
        this(maxValue, 0);
    }

    public MaxNorm(double maxValue, int... axis) {
        this(maxValue, IntStream.of(axis).boxed().toList());
    }

    @Override
    public Tensor apply(Tensor w) {
        var norms = Norms.of(w, axis);
        var desired = norms.minimum(norms.constant(maxValue, norms.dtype()));
        return w.multiply(Norms.divided(desired, norms));
    }
}
