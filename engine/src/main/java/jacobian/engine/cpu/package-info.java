/// The fast back end: lowers a graph to steps over off-heap memory and runs them on a team of threads.
/// Nothing here knows tensors or layers, and no Vector API is imported outside `cpu.simd`.
/// Start reading at `CpuBackend`, which turns a graph into a program, and follow one step into its kernel.
package jacobian.engine.cpu;
