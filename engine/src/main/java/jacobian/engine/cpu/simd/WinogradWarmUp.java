package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.WarmUp;
import jacobian.engine.cpu.WinogradLoops;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicBoolean;

/// Has one of the loops of [VectorWinograd] compiled before convolutions use it.
final class WinogradWarmUp implements WarmUp.Subject {
    /// One loop on the warm-up's memory, `count` times.
    interface Action {
        void run(WinogradWarmUp at, int count);
    }

    static final WinogradLoops LOOPS = new VectorWinograd();
    static final int LANES = GatherTiles.SPECIES.length();

    private static final int COUNT = 24;

    /// The loop is entered and gone around once.
    private static final int LEAST_COUNT = 2;

    /// Compiled they take 500 to 1,000, before at least 50,000.
    private static final long FAST_NANOS = 6_000;

    private final Action action;
    private final Arena arena = Arena.ofAuto();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean ready;

    /// Room for the cells and for the planes of [#COUNT] tiles.
    final long cells = allocate();

    final long planes = allocate();

    WinogradWarmUp(Action action) {
        this.action = action;
    }

    private long allocate() {
        return Memory.allocate(arena, GatherTiles.BYTES * WinogradLoops.PLANES * COUNT);
    }

    /// Bytes between two planes or rows.
    static long step() {
        return GatherTiles.BYTES * COUNT;
    }

    /// Has the warm-up begin.
    void begin() {
        if (begun.compareAndSet(false, true)) {
            WarmUp.begin(this);
        }
    }

    boolean isReady() {
        return ready;
    }

    @Override
    public void call(int number) {
        action.run(this, number < WarmUp.INTERPRETED ? LEAST_COUNT : COUNT);
    }

    @Override
    public void usual() {
        action.run(this, COUNT);
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
