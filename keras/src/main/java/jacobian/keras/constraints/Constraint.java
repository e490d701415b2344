package jacobian.keras.constraints;

import jacobian.engine.tensor.Tensor;
import java.util.function.UnaryOperator;

/// Brings a weight to where a condition holds, after each step of an optimizer: [NonNeg], [MaxNorm], [UnitNorm],
/// [MinMaxNorm], or a lambda.
@FunctionalInterface
public interface Constraint extends UnaryOperator<Tensor> {}
