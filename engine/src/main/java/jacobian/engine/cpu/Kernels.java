package jacobian.engine.cpu;

import java.util.Optional;

/// The hand-written kernels, in two versions of equal results: on the Vector API where the module
/// `jdk.incubator.vector` is present, else in plain loops that the JIT compiler vectorises itself.
public interface Kernels {
    /// One thread's worker for float32 matrix products of this geometry.
    MatmulPart float32Matmul(MatmulGeometry geometry);

    /// One thread's worker for float64 matrix products of this geometry.
    MatmulPart float64Matmul(MatmulGeometry geometry);

    /// The matrix products of convolutions.
    GatherMatmul gather();

    /// The transforms of convolutions by Winograd's method.
    WinogradLoops winograd();

    /// The windows of float32 poolings.
    PoolLoops pool();

    /// What attention does with its rows, to the same bits: `meanwhile` until the version here is compiled.
    AttentionRows attentionRows(AttentionRows meanwhile);

    /// True for the version on the Vector API.
    boolean vectorized();

    /// True once float32 products run at full speed here; until then [ScalarKernels] do them faster, with the
    /// same bits. `operations` more are about to be done: from some amount on, getting ready begins.
    boolean ready(long operations);

    /// Loops of float64 convolutions for one thread, on vectors of channels; none without the Vector API.
    Optional<LaneLoops> laneLoops();

    /// The version this machine runs, chosen once.
    static Kernels standard() {
        return KernelChoice.STANDARD;
    }
}
