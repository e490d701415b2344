package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Gather;
import jacobian.engine.cpu.GatherPanel;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.WarmUp;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Has the tiles of [VectorGather] compiled before convolutions use them. Until then the plain loops do the
/// work, to the same bits: they are fast as soon as C1 has compiled them, where a tile takes a thousand times
/// as long. Where a tile never gets fast, they keep it.
final class GatherWarmUp {
    /// The tiles that convolutions use.
    static final GatherWarmUp TILES = new GatherWarmUp(List.of(
            (t, outs, panel) -> GatherTiles.tile4x2(t, 0, outs, 0, panel),
            (t, outs, panel) -> GatherTiles.tile8x1(t, 0, outs, 0, panel),
            (t, outs, panel) -> GatherTiles.tile4x1(t, 0, outs, 0, panel)));

    /// The tiles that depthwise convolutions use.
    static final GatherWarmUp LANES = new GatherWarmUp(List.of(
            (t, outs, panel) -> LaneTiles.tile8(t, 0, outs, 0, panel),
            (t, outs, panel) -> LaneTiles.tile4(t, 0, outs, 0, panel),
            (t, outs, panel) -> LaneTiles.tile1(t, 0, outs, 0, panel)));

    private static final int DEPTH = 24;
    private static final int LEAST_DEPTH = 2;

    /// A compiled tile takes 200 to 500, one compiled by C1 50,000.
    private static final long FAST_NANOS_A_CALL = 4_000;

    private final List<Tile> tiles;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger left;

    /// One tile on the warm-up's memory.
    private interface Tile {
        void run(Gather task, long[] outs, GatherPanel panel);
    }

    private GatherWarmUp(List<Tile> tiles) {
        this.tiles = tiles;
        this.left = new AtomicInteger(tiles.size());
    }

    /// Begins the warm-up, unless it has begun: when a convolution is prepared, so that the JIT compiles its
    /// tiles while the rest of the program is made ready.
    void begin() {
        if (begun.compareAndSet(false, true)) {
            var arena = Arena.ofAuto();
            tiles.forEach(tile -> WarmUp.begin(new Subject(tile, arena)));
        }
    }

    /// Whether the tiles are compiled.
    boolean ended() {
        return left.get() == 0;
    }

    private final class Subject implements WarmUp.Subject {
        private final Tile tile;
        private final Arena arena;
        private final Gather task = new Gather();
        private final GatherPanel panel = new GatherPanel();
        private final long[] outs = new long[8];

        Subject(Tile tile, Arena arena) {
            this.tile = tile;
            this.arena = arena;
            task.terms = new long[DEPTH];
            panel.rows = new long[8];
            panel.rightStep = 2 * GatherTiles.BYTES;
            panel.left = Memory.allocate(this.arena, GatherTiles.BYTES);
            panel.right = Memory.allocate(this.arena, DEPTH * panel.rightStep);
            panel.result = Memory.allocate(this.arena, 2 * GatherTiles.BYTES);
        }

        private void run(int depth) {
            task.termCount = depth;
            tile.run(task, outs, panel);
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
            left.decrementAndGet();
        }

        @Override
        public boolean late() {
            return true;
        }
    }
}
