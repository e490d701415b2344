package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.Arena;

/// Runs a new kernel on arrays of its own until the JIT compiler has made it fast.
final class KernelWarmUp {
    /// Columns of the arrays: a few whole vectors and a rest.
    private static final int COLUMNS = 16 * 6 + 5;

    private static final int ROWS = 2;

    /// Once compiled a step on one element takes less, functions included; before, at least ten times as much.
    private static final double FAST_NANOS = 1.5;

    private static final long GIVE_UP_NANOS = 5_000_000_000L;

    private KernelWarmUp() {}

    /// Returns whether the kernel became fast.
    static boolean run(KernelForm form, LoopKernel kernel) {
        try (var arena = Arena.ofConfined()) {
            int arrays = form.contiguous().size();
            var pointers = new long[arrays];
            var rowSteps = new long[arrays];
            for (int i = 0; i < form.loop().operands().size(); i++) {
                pointers[i] = Memory.allocate(arena, 4L * ROWS * COLUMNS + 64);
            }
            long scratch = Memory.allocate(arena, form.scratchBytes(COLUMNS));
            double fast = FAST_NANOS
                    * ROWS
                    * COLUMNS
                    * (form.loop().body().size() + form.loop().outputs().size());
            long start = System.nanoTime();
            int quick = 0;
            while (quick < 3) {
                long before = System.nanoTime();
                for (int i = 0; i < 200; i++) {
                    kernel.run(pointers, rowSteps, ROWS, COLUMNS, scratch);
                }
                long now = System.nanoTime();
                quick = (now - before) / 200.0 < fast ? quick + 1 : 0;
                if (now - start > GIVE_UP_NANOS) {
                    return false;
                }
            }
            return true;
        }
    }
}
