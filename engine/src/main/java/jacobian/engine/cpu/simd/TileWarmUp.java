package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Has the float32 tiles compiled before products use them: a daemon thread calls each on a little memory of its own
/// until it is fast. Many short calls make HotSpot compile a tile once, at its entry; left to the products it is done
/// twice (first for the loop that runs already), and tiles that only the last rows need stay interpreted, ten thousand
/// times slower, for seconds.
///
/// Where a tile never gets fast (the interpreter alone, C1 alone, a vector instruction the machine lacks, a compilation
/// that failed), the warm-up never ends, at a call now and then, and products stay on the scalar kernels.
final class TileWarmUp implements Runnable {
    private static final AtomicLong OPERATIONS = new AtomicLong();
    private static volatile boolean ended;

    /// A few hundredths of a second on the scalar kernels before they are compiled.
    private static final long OPERATIONS_WORTH_IT = 1_000_000;

    private static final int DEPTH = 24;
    private static final int CALLS = 20;

    /// From here on C2 has its profile and only needs time.
    private static final int ENOUGH_ROUNDS = 100;

    /// Pause of the first rounds after that, in milliseconds, and of all once it has taken seconds.
    private static final int SHORT_PAUSE = 2;

    private static final int LONG_PAUSE = 100;
    private static final int ROUNDS_OF_SHORT_PAUSES = 2_000;

    /// A compiled tile takes 200 to 500, one compiled by C1 50,000.
    private static final long FAST_NANOS_A_CALL = 4_000;

    /// One tile on the warm-up's memory.
    private interface Call {
        void run(long a, long b, long c);
    }

    private TileWarmUp() {}

    /// True if the tiles are compiled. `operations` more are about to be done; at [#OPERATIONS_WORTH_IT] of them the
    /// warm-up begins.
    static boolean ended(long operations) {
        if (!ended && OPERATIONS.get() < OPERATIONS_WORTH_IT) {
            long before = OPERATIONS.getAndAdd(operations);
            if (before < OPERATIONS_WORTH_IT && before + operations >= OPERATIONS_WORTH_IT) {
                begin();
            }
        }
        return ended;
    }

    private static void begin() {
        var thread = new Thread(new TileWarmUp(), "jacobian-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try (var arena = Arena.ofConfined()) {
            long bytes = (long) DEPTH * Math.max(TileHeights.TALLEST, 2 * Float32Tiles.LANES) * Float32Tiles.BYTES;
            long a = Memory.allocate(arena, bytes);
            long b = Memory.allocate(arena, bytes);
            long c = Memory.allocate(arena, bytes);
            var calls = calls();
            for (int round = 0; !calls.isEmpty(); round++) {
                calls.removeIf(call -> isFast(call, a, b, c));
                if (round >= ENOUGH_ROUNDS) {
                    Thread.sleep(round < ROUNDS_OF_SHORT_PAUSES ? SHORT_PAUSE : LONG_PAUSE);
                }
            }
            ended = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isFast(Call call, long a, long b, long c) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            call.run(a, b, c);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest < FAST_NANOS_A_CALL;
    }

    /// The tiles of this machine, those that most time is spent in first.
    private static List<Call> calls() {
        var tiles = new Float32Tiles();
        tiles.depth = DEPTH;
        tiles.aStep = TileHeights.TALLEST * Float32Tiles.BYTES;
        tiles.bStep = 2 * Float32Tiles.VECTOR;
        tiles.row = 2 * Float32Tiles.VECTOR;
        var rows = new Float32RowTiles();
        rows.depth = DEPTH;
        rows.aRow = DEPTH * Float32Tiles.BYTES;
        rows.row = 2 * Float32Tiles.VECTOR;
        if (TileHeights.TALLEST == 12) {
            return calls(rows::rows12x2, tiles::tile12x2, tiles::tile4x2, rows::rows12x1, tiles::tile12x1);
        }
        return calls(rows::rows6x2, tiles::tile6x2, tiles::tile4x2, rows::rows6x1, tiles::tile6x1);
    }

    private static List<Call> calls(Call... calls) {
        return new ArrayList<>(List.of(calls));
    }
}
