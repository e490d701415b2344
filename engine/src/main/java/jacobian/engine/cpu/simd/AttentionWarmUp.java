package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.AttentionRows;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.WarmUp;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicBoolean;

/// Has the loops of [VectorAttentionRows] compiled before attention uses them.
final class AttentionWarmUp implements WarmUp.Subject {
    private static final AttentionWarmUp ONLY = new AttentionWarmUp();
    private static final int LONGEST = 1_024;

    /// Compiled, all loops over the longest row take under 3,000, before at least 100,000.
    private static final long FAST_NANOS = 12_000;

    private final AttentionRows rows = new VectorAttentionRows();
    private final Arena arena = Arena.ofAuto();
    private final long scores = Memory.allocate(arena, 4L * LONGEST);
    private final long upstreams = Memory.allocate(arena, 4L * LONGEST);
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean ready;

    private AttentionWarmUp() {}

    /// The loops on the Vector API once they are compiled; the first call has that begin.
    static AttentionRows rows(AttentionRows meanwhile) {
        if (ONLY.ready) {
            return ONLY.rows;
        }
        if (ONLY.begun.compareAndSet(false, true)) {
            WarmUp.begin(ONLY);
        }
        return meanwhile;
    }

    private void run(int n) {
        rows.fill(scores, n, rows.dot(scores, upstreams, n));
        rows.exponentials(scores, n, rows.max(scores, n), 1);
        rows.scoreUpstreams(upstreams, scores, n, 1 / rows.sum(scores, n));
        rows.scale(upstreams, n, 0);
    }

    @Override
    public void call(int number) {
        run(number < WarmUp.INTERPRETED ? 26 * AttentionRows.LANES : LONGEST - number % 2 * AttentionRows.LANES);
    }

    @Override
    public void usual() {
        run(LONGEST);
    }

    @Override
    public long fastNanos() {
        return FAST_NANOS;
    }

    @Override
    public void ready() {
        ready = true;
    }

    @Override
    public boolean late() {
        return true;
    }
}
