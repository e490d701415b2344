package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.WarmUp;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicBoolean;

/// Has [Float32Strip] compiled at the first product of a single row; until then such products use tiles.
final class StripWarmUp implements WarmUp.Subject {
    private static final int DEPTH = 24;

    /// The loop of a strip is entered and gone around once.
    private static final int LEAST_DEPTH = 2;

    /// Compiled, the two take about 400.
    private static final long FAST_NANOS_A_CALL = 4_000;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static volatile boolean ended;

    private final Arena arena = Arena.ofAuto();
    private final long a = Memory.allocate(arena, DEPTH * (long) Float32Tiles.BYTES);
    private final long b = Memory.allocate(arena, DEPTH * (long) Float32Strip.WIDTH * Float32Tiles.BYTES);
    private final long c = Memory.allocate(arena, (long) Float32Strip.WIDTH * Float32Tiles.BYTES);
    private final Float32Strip strip = new Float32Strip();

    private StripWarmUp() {
        strip.aStep = Float32Tiles.BYTES;
        strip.bStep = (long) Float32Strip.WIDTH * Float32Tiles.BYTES;
    }

    /// Whether strips are compiled; the first who asks has it begun.
    static boolean hasEnded() {
        if (!ended && !BEGUN.get() && BEGUN.compareAndSet(false, true)) {
            WarmUp.begin(new StripWarmUp());
        }
        return ended;
    }

    private void run(int depth) {
        strip.depth = depth;
        strip.run(a, b, c);
        strip.narrow(a, b, c, 1);
    }

    @Override
    public void call(int number) {
        run(number < WarmUp.INTERPRETED ? LEAST_DEPTH : DEPTH);
    }

    @Override
    public void usual() {
        run(DEPTH);
    }

    @Override
    public long fastNanos() {
        return FAST_NANOS_A_CALL;
    }

    @Override
    public void ready() {
        ended = true;
    }

    @Override
    public boolean late() {
        return true;
    }
}
