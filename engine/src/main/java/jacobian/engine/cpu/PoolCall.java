package jacobian.engine.cpu;

/// What one run of a pooling works on; addresses are of dense arrays.
///
/// @param team threads that share the work
/// @param batch images
/// @param input the images; not read by the gradient of an average
/// @param upstream the gradient of the output; read by gradients only
/// @param result what is computed
public record PoolCall(ThreadTeam team, int batch, long input, long upstream, long result) {}
