/// From a graph to steps over memory: what is fused with what, in which order, where each value lies. No
/// arithmetic is done here; steps call the kernels of `cpu`, `cpu.loop` and `cpu.simd`. Start reading at
/// `CpuBackend`, then `Fusion`, `Schedule`, `MemoryPlan` and `Frame` in the order in which a graph passes them.
package jacobian.engine.cpu.program;
