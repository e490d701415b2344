package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Gather;
import jacobian.engine.cpu.Memory;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Has the tiles of [VectorGather] compiled before convolutions use them: a daemon thread calls each on a little memory
/// of its own until it is fast. Until then the plain loops do the work, to the same bits: they are fast as soon as C1
/// has
/// compiled them, where a tile takes a thousand times as long. Where no tile gets fast, they keep it.
final class GatherWarmUp implements Runnable {
    /// The tiles that convolutions use.
    static final GatherWarmUp TILES = new GatherWarmUp("jacobian-warm-up-tiles", GatherWarmUp::tiles);

    /// The tiles that depthwise convolutions use.
    static final GatherWarmUp LANES = new GatherWarmUp("jacobian-warm-up-lanes", GatherWarmUp::lanes);

    private static final int DEPTH = 24;
    private static final int CALLS = 20;

    /// From here on C2 has its profile and only needs time.
    private static final int ENOUGH_ROUNDS = 200;

    private static final int PAUSE_MILLISECONDS = 2;
    private static final int LONG_PAUSE_MILLISECONDS = 100;
    private static final int ROUNDS_OF_SHORT_PAUSES = 2_000;

    /// A compiled tile takes 200 to 500, one compiled by C1 50,000.
    private static final long FAST_NANOS_A_CALL = 4_000;

    private final String name;
    private final Tiles tiles;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean ended;

    /// One tile on the warm-up's memory.
    private interface Tile {
        void run(Gather task, long[] outs, GatherTiles.Panel panel);
    }

    /// What is warmed up, those that most time is spent in first.
    private interface Tiles {
        List<Tile> list();
    }

    private GatherWarmUp(String name, Tiles tiles) {
        this.name = name;
        this.tiles = tiles;
    }

    private static List<Tile> tiles() {
        return List.of(
                (t, outs, panel) -> GatherTiles.tile4x2(t, 0, outs, 0, panel),
                (t, outs, panel) -> GatherTiles.tile8x1(t, 0, outs, 0, panel),
                (t, outs, panel) -> GatherTiles.tile4x1(t, 0, outs, 0, panel));
    }

    private static List<Tile> lanes() {
        return List.of(
                (t, outs, panel) -> LaneTiles.tile8(t, 0, outs, 0, panel),
                (t, outs, panel) -> LaneTiles.tile4(t, 0, outs, 0, panel),
                (t, outs, panel) -> LaneTiles.tile1(t, 0, outs, 0, panel));
    }

    /// Begins the warm-up, unless it has begun: when a convolution is prepared, so that the JIT compiles its tiles
    /// while
    /// the rest of the program is made ready.
    void begin() {
        if (begun.compareAndSet(false, true)) {
            var thread = new Thread(this, name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /// Whether the tiles are compiled.
    boolean ended() {
        return ended;
    }

    @Override
    public void run() {
        var task = new Gather();
        var panel = new GatherTiles.Panel();
        task.terms = new long[DEPTH];
        task.termCount = DEPTH;
        panel.rows = new long[8];
        panel.rightStep = 2 * GatherTiles.BYTES;
        long[] outs = new long[8];
        var left = new ArrayList<>(tiles.list());
        try (var arena = Arena.ofConfined()) {
            panel.left = Memory.allocate(arena, GatherTiles.BYTES);
            panel.right = Memory.allocate(arena, DEPTH * panel.rightStep);
            panel.result = Memory.allocate(arena, 2 * GatherTiles.BYTES);
            for (int round = 0; !left.isEmpty(); round++) {
                long start = System.nanoTime();
                left.removeIf(tile -> isFast(tile, task, outs, panel));
                Thread.sleep(pause(round, (System.nanoTime() - start) / 1_000_000));
            }
            ended = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// None until C2 has its profile; then a short one, and a long one where nothing comes of it. Without a JIT a round
    /// takes a good part of a second: such a process is left alone.
    private static long pause(int round, long milliseconds) {
        if (round < ENOUGH_ROUNDS) {
            return round > 10 && milliseconds > 100 ? 10 * milliseconds : 0;
        }
        return round < ROUNDS_OF_SHORT_PAUSES ? PAUSE_MILLISECONDS : LONG_PAUSE_MILLISECONDS + 10 * milliseconds;
    }

    private static boolean isFast(Tile tile, Gather task, long[] outs, GatherTiles.Panel panel) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            tile.run(task, outs, panel);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest < FAST_NANOS_A_CALL;
    }
}
