import org.jspecify.annotations.NullMarked;

/// Tensors, gradients and the compiler behind them, on the JDK alone.
/// On the module path `requires jdk.incubator.vector` is enough for the vector kernels, no flag needed; on the class
/// path this file is not read, and without `--add-modules jdk.incubator.vector` the scalar loops run.
@NullMarked
@SuppressWarnings("module")
module jacobian.engine {
    requires jdk.incubator.vector;
    requires static org.jspecify;

    exports jacobian.engine.shape;
    exports jacobian.engine.graph;
    exports jacobian.engine.backend;
    // Kernels are measured one by one.
    exports jacobian.engine.cpu to
            jacobian.bench;
}
