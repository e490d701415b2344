package jacobian.keras.constraints;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import java.util.List;

/// Euclidean lengths of the vectors in a weight.
final class Norms {
    private Norms() {}

    /// The lengths along `axes`, which stay with size 1.
    static Tensor of(Tensor w, List<Integer> axes) {
        return w.square()
                .sumKeep(axes.stream().mapToInt(Integer::intValue).toArray())
                .sqrt();
    }

    /// `x` divided by lengths, to which Keras adds its epsilon.
    static Tensor divided(Tensor x, Tensor norms) {
        return x.divide(norms.add(norms.constant(Config.epsilon(), norms.dtype())));
    }

    /// `axes`, of which there is at least one.
    static List<Integer> checked(List<Integer> axes) {
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("axis=[]: needs at least one axis to measure along");
        }
        return List.copyOf(axes);
    }
}
