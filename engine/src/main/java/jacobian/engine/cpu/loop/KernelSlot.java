package jacobian.engine.cpu.loop;

import org.jspecify.annotations.Nullable;

/// The kernel of one form: how much tiles have done in its place so far, and the kernel once it is fast.
final class KernelSlot {
    final KernelForm form;

    /// Written without a lock: a lost count only puts the kernel off.
    private double work;

    private boolean asked;
    private volatile @Nullable LoopKernel kernel;

    KernelSlot(KernelForm form) {
        this.form = form;
    }

    @Nullable
    LoopKernel kernel() {
        return kernel;
    }

    void kernel(LoopKernel made) {
        kernel = made;
    }

    /// Counts what tiles did; returns true once, when it is worth making the kernel.
    boolean hot(double elementSteps, double enough) {
        work += elementSteps;
        if (asked || work < enough) {
            return false;
        }
        asked = true;
        return true;
    }
}
