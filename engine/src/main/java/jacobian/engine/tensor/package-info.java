/// Tensors and variables: the handles by which users compute. Calling an operation adds a node; reading a value
/// compiles and runs.
/// No kernel and no optimisation lives here, and there is no second, eager way to compute anything.
/// Start reading at `Tensor`, then `Variable`, then `Gradients`.
package jacobian.engine.tensor;
