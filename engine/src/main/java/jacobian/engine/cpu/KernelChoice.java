package jacobian.engine.cpu;

/// Chooses the kernels when they are first asked for. The Vector API's version is named by a string, so that without
/// the module no class of it is ever loaded.
final class KernelChoice {
    static final Kernels STANDARD = choose();

    private KernelChoice() {}

    private static Kernels choose() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return new ScalarKernels();
        }
        try {
            return (Kernels) Class.forName("jacobian.engine.cpu.simd.SimdKernels")
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the engine is incomplete: its kernels on the Vector API are missing", e);
        }
    }
}
