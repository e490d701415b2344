package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.PoolCall;
import jacobian.engine.cpu.PoolLoops;
import jacobian.engine.cpu.PoolWindow;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.cpu.WarmUp;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicBoolean;

/// Has one of the loops of [VectorPool] compiled before poolings use it.
final class PoolWarmUp implements WarmUp.Subject {
    /// One loop on the warm-up's memory.
    interface Action {
        void run(PoolLoops loops, PoolWindow window, PoolCall at);
    }

    private static final PoolLoops LOOPS = new VectorPool();
    private static final int VECTORS = 2;
    private static final int CHANNELS = VECTORS * GatherTiles.SPECIES.length();
    private static final int MOST_CELLS = 9;

    /// Compiled it takes under 200, before at least 10,000.
    private static final long FAST_NANOS = 2_000;

    private final Action action;
    private final Arena arena = Arena.ofAuto();
    private final PoolWindow window = new PoolWindow();
    private final PoolCall call = new PoolCall(ThreadTeam.of(1), 1, allocate(), allocate(), allocate());
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean ready;

    PoolWarmUp(Action action) {
        this.action = action;
        window.to = CHANNELS;
    }

    private long allocate() {
        return Memory.allocate(arena, 4L * CHANNELS * MOST_CELLS);
    }

    /// Whether the loop is compiled; its warm-up begins when this is first asked.
    boolean isReady() {
        if (!ready && begun.compareAndSet(false, true)) {
            WarmUp.begin(this);
        }
        return ready;
    }

    /// A window of `side` by `side` cells that lie one after the other.
    private void run(int side) {
        for (int axis = 0; axis < 3; axis++) {
            window.count[axis] = axis == 0 ? 1 : side;
            window.indexStep[axis] = axis == 1 ? side : 1;
            window.stride[axis] = 4L * CHANNELS * window.indexStep[axis];
        }
        action.run(LOOPS, window, call);
    }

    @Override
    public void call(int number) {
        run(2 + number % 2);
    }

    @Override
    public void usual() {
        run(3);
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
