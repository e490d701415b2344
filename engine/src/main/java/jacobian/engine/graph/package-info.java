/// The language of computation: nodes, the sealed family of primitive operations with their shape rules and
/// gradients,
/// and the families of compositions that users call on tensors and gradient rules call on nodes.
/// No values, no kernels and no optimisation live here; a node knows what it computes, never how or when.
/// Start reading at `Op`, then `Unary` for how an operation carries its derivative, then `Gradient`.
package jacobian.engine.graph;
