package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.WarmUp;
import java.lang.foreign.Arena;
import org.jspecify.annotations.Nullable;

/// Makes the kernel of a slot, runs it on arrays of its own until the JIT compiler has made it fast, and then
/// puts it into the slot. A kernel may stay slow for good if the compiler was unlucky with it; emitted again it
/// gets a fresh chance.
final class KernelWarmUp implements WarmUp.Subject {
    /// Columns, in turn: whole vectors and a rest, whole vectors alone, a rest alone. A branch that was never
    /// taken here would throw the compiled code away when a real loop takes it.
    private static final int[] COLUMNS = {16 * 8, 7, 16 * 7 + 1, 16 * 8, 16 * 6 + 5, 16 * 7};

    private static final int[] FEW_COLUMNS = {16, 7, 16 + 1, 16 * 2};
    private static final int MOST_COLUMNS = 128;
    private static final int ROWS = 3;

    /// Once compiled a step on one element takes less, functions included; before, at least ten times as much.
    private static final double FAST_NANOS = 1.5;

    private static final int ATTEMPTS = 3;

    private final KernelSlot slot;
    private final int attempt;
    private @Nullable LoopKernel kernel;
    private final Arena arena = Arena.ofAuto();
    private final long[] pointers;
    private final long[] rowSteps;
    private final long scratch;
    private final long fastNanos;

    private KernelWarmUp(KernelSlot slot, int attempt) {
        this.slot = slot;
        this.attempt = attempt;
        var form = slot.form;
        int arrays = form.contiguous().size();
        pointers = new long[arrays];
        rowSteps = new long[arrays];
        for (int i = 0; i < form.loop().operands().size(); i++) {
            pointers[i] = Memory.allocate(arena, 8L * MOST_COLUMNS + 64);
        }
        scratch = Memory.allocate(arena, form.scratchBytes(KernelCache.passes(form), MOST_COLUMNS));
        double steps = form.loop().body().size() + form.loop().outputs().size();
        fastNanos = (long) (FAST_NANOS * MOST_COLUMNS * ROWS * steps);
    }

    static void begin(KernelSlot slot) {
        WarmUp.begin(new KernelWarmUp(slot, 1));
    }

    /// Emits the kernel at its first call, on the thread of the warm-up.
    private LoopKernel kernel() {
        var made = kernel;
        if (made == null) {
            made = KernelCache.make(slot.form);
            kernel = made;
        }
        return made;
    }

    private void run(int rows, int columns) {
        kernel().run(pointers, rowSteps, rows, slot.form.whole() ? columns & -LoopBlocks.LANES : columns, scratch);
    }

    @Override
    public void call(int number) {
        if (number < WarmUp.INTERPRETED) {
            run(1 + number % 2, FEW_COLUMNS[number % FEW_COLUMNS.length]);
        } else {
            run(1 + number % ROWS, COLUMNS[number % COLUMNS.length]);
        }
    }

    @Override
    public void usual() {
        run(ROWS, MOST_COLUMNS);
        run(1, COLUMNS[1]);
    }

    @Override
    public long fastNanos() {
        return fastNanos;
    }

    @Override
    public void ready() {
        slot.kernel(kernel());
    }

    @Override
    public boolean late() {
        if (attempt < ATTEMPTS) {
            WarmUp.begin(new KernelWarmUp(slot, attempt + 1));
        }
        return false;
    }
}
