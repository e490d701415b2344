package jacobian.engine.cpu;

/// The hand-written kernels, in two versions of equal results: on the Vector API where the module
/// `jdk.incubator.vector` is present, else in plain loops that the JIT compiler vectorises itself.
public interface Kernels {
    /// One thread's worker for float32 matrix products of this geometry.
    MatmulPart float32Matmul(MatmulGeometry geometry);

    /// One thread's worker for float64 matrix products of this geometry.
    MatmulPart float64Matmul(MatmulGeometry geometry);

    /// The matrix products of convolutions.
    GatherMatmul gather();

    /// The windows of float32 poolings.
    PoolLoops pool();

    /// True for the version on the Vector API.
    boolean vectorized();

    /// The version this machine runs, chosen once.
    static Kernels standard() {
        return KernelChoice.STANDARD;
    }
}
