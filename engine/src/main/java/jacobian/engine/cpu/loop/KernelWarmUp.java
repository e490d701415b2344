package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.Arena;

/// Runs a new kernel on arrays of its own until the JIT compiler has made it fast.
final class KernelWarmUp {
    /// Columns, in turn: whole vectors and a rest, whole vectors alone, a rest alone. A branch that was never
    /// taken here would
    /// throw the compiled code away when a real loop takes it.
    private static final int[] COLUMNS = {16 * 6 + 5, 16 * 8, 7, 16, 16 * 3 + 1};

    private static final int MOST_COLUMNS = 128;
    private static final int ROWS = 3;

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
                pointers[i] = Memory.allocate(arena, 4L * ROWS * MOST_COLUMNS + 64);
            }
            long scratch = Memory.allocate(arena, form.scratchBytes(KernelCache.passes(form), MOST_COLUMNS));
            double steps = form.loop().body().size() + form.loop().outputs().size();
            double fast = FAST_NANOS * MOST_COLUMNS * steps;
            long start = System.nanoTime();
            int quick = 0;
            while (quick < 3) {
                long before = System.nanoTime();
                for (int i = 0; i < 200; i++) {
                    int columns = COLUMNS[i % COLUMNS.length];
                    int usual = form.whole() ? columns & -LoopBlocks.LANES : columns;
                    kernel.run(pointers, rowSteps, 1 + i % ROWS, usual, scratch);
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
