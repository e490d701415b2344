package jacobian.keras.activations;

import jacobian.engine.tensor.Tensor;

/// A function that a layer applies to its result: one of [Activations], or a lambda such as `x -> x.square()`.
@FunctionalInterface
public interface ActivationFunction {
    /// The activated `x`, of the same shape.
    Tensor apply(Tensor x);

    /// `function` under a name, which files keep: it is registered under the same name when they are read.
    static ActivationFunction named(String name, ActivationFunction function) {
        return new NamedActivation(name, function);
    }
}
