package jacobian.keras.constraints;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import java.util.List;

/// Vectors of a length from `minValue` to `maxValue`: w (rate clip(|w|, minValue, maxValue) + (1 - rate) |w|) /
/// (1e-7 + |w|), so that a rate below 1 brings them there by and by.
public record MinMaxNorm(double minValue, double maxValue, double rate, List<Integer> axis) implements Constraint {
    public MinMaxNorm {
        Checks.notNegative("min_value", minValue);
        Checks.notNegative("max_value", maxValue);
        axis = Norms.checked(axis);
    }

    /// From 0 to 1, at once, along axis 0.
    public MinMaxNorm() {
        this(0, 1);
    }

    /// At once, along axis 0.
    public MinMaxNorm(double minValue, double maxValue) {
        this(minValue, maxValue, 1);
    }

    /// Along axis 0.
    public MinMaxNorm(double minValue, double maxValue, double rate) {
        this(minValue, maxValue, rate, List.of(0));
    }

    @Override
    public Tensor apply(Tensor w) {
        var norms = Norms.of(w, axis);
        var clipped = norms.maximum(constant(norms, minValue)).minimum(constant(norms, maxValue));
        var desired = clipped.multiply(constant(norms, rate)).add(norms.multiply(constant(norms, 1 - rate)));
        return w.multiply(Norms.divided(desired, norms));
    }

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }
}
