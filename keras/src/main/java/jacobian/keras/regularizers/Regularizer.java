package jacobian.keras.regularizers;

import jacobian.engine.tensor.Tensor;

/// A penalty on large values: [L1], [L2], [L1L2], [OrthogonalRegularizer], or a lambda.
@FunctionalInterface
public interface Regularizer {
    /// The penalty on `x`, a scalar.
    Tensor apply(Tensor x);
}
