import org.jspecify.annotations.NullMarked;

/// Tensors, gradients and the compiler behind them, on the JDK alone. On the module path `requires
/// jdk.incubator.vector` is enough for the vector kernels, no flag needed; on the class path this file is not
/// read, and without `--add-modules jdk.incubator.vector` the scalar loops run.
@NullMarked
@SuppressWarnings("module")
module jacobian.engine {
    requires jdk.incubator.vector;
    // The size of the machine's memory, for the limit on memory off the heap.
    requires jdk.management;
    requires static org.jspecify;

    uses jacobian.engine.backend.Backend;

    provides jacobian.engine.backend.Backend with
            jacobian.engine.reference.ReferenceBackend,
            jacobian.engine.cpu.program.CpuBackend;

    exports jacobian.engine.tensor;
    exports jacobian.engine.shape;
    exports jacobian.engine.backend;
    // Names such as Input and Reshape belong to layers where users are concerned.
    exports jacobian.engine.graph to
            jacobian.keras,
            jacobian.bench;
    exports jacobian.engine.execution to
            jacobian.keras,
            jacobian.bench;
    // Kernels are measured one by one.
    exports jacobian.engine.cpu to
            jacobian.bench;
    exports jacobian.engine.cpu.loop to
            jacobian.bench;
}
