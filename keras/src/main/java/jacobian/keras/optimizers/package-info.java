/// Optimizers: how weights change under their gradients. All weights of one type are one vector, so that an
/// optimizer is one expression. No layer, loss or model lives here; what a training step does before and after
/// is not known here. Start reading at `Optimizer`, then `SGD` and `Step`.
package jacobian.keras.optimizers;
