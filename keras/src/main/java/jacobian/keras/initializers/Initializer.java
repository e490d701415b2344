package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;

/// The first values of a weight: one of the records of this package, or a lambda.
///
/// A random one that was given a seed returns the same values at each call; one without takes another seed from
/// [jacobian.keras.config.Seeds] each time.
@FunctionalInterface
public interface Initializer {
    /// Values for a weight of `shape` and `dtype`.
    Tensor apply(Shape shape, DType dtype);
}
