package jacobian.engine.cpu;

/// What one run of a convolution works on; addresses are of dense float arrays.
///
/// @param team threads that share the work
/// @param batch images
/// @param left first operand: the input, or the upstream of an input gradient
/// @param right second operand: the kernel, or the upstream of a kernel gradient
/// @param result what is computed
/// @param scratch as many bytes as [Convolution#scratchBytes] says, a multiple of [Memory#ALIGNMENT]; contents
/// arbitrary
/// @param epilogue run on every block of result pixels (a kernel gradient does not call it)
public record ConvCall(
        ThreadTeam team, int batch, long left, long right, long result, long scratch, Epilogue epilogue) {}
