package jacobian.keras.activations;

import jacobian.engine.tensor.Tensor;

/// A function of the user's own that files keep by its name.
///
/// @param name as in `shop>gate`
/// @param function what is applied
public record NamedActivation(String name, ActivationFunction function) implements ActivationFunction {
    @Override
    public Tensor apply(Tensor x) {
        return function.apply(x);
    }

    /// The name.
    @Override
    public String toString() {
        return name;
    }
}
