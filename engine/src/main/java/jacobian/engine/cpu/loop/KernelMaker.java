package jacobian.engine.cpu.loop;

/// Makes kernels; there is one where the Vector API is present.
public interface KernelMaker {
    /// Whether a kernel can be made for `form`.
    boolean supports(KernelForm form);

    /// Whether the kernel should leave columns after the last whole vector to tiles: a large kernel, for which
    /// code under a
    /// mask would be more than the JIT compiler takes.
    boolean leavesRest(KernelForm form);

    /// Passes that the kernel makes over a row; with more than one it needs scratch memory.
    int passes(KernelForm form);

    /// A new kernel for a form that is supported; slow until the JIT compiler has seen it for a while.
    LoopKernel make(KernelForm form);
}
