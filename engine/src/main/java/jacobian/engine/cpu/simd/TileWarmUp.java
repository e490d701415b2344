package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.WarmUp;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Has the float32 tiles compiled before products use them. Left to the products each would be compiled twice
/// (first for the loop that runs already), and tiles that only the last rows need would stay interpreted, ten
/// thousand times slower, for seconds.
///
/// Where a tile never gets fast (the interpreter alone, C1 alone, a vector instruction the machine lacks, a
/// compilation that failed), products stay on the scalar kernels.
final class TileWarmUp implements WarmUp.Subject {
    private static final AtomicLong OPERATIONS = new AtomicLong();

    /// A few hundredths of a second on the scalar kernels before they are compiled.
    private static final long OPERATIONS_WORTH_IT = 1_000_000;

    private static final int DEPTH = 24;

    /// The loop of a tile is entered and gone around once.
    private static final int LEAST_DEPTH = 2;

    /// A compiled tile takes 200 to 500, one compiled by C1 50,000.
    private static final long FAST_NANOS_A_CALL = 4_000;

    private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);

    /// One tile on the warm-up's memory.
    private interface Call {
        void run(TileWarmUp at);
    }

    private final Call call;
    private final Arena arena = Arena.ofAuto();
    private final long a = allocate();
    private final long b = allocate();
    private final long c = allocate();
    private final Float32Tiles tiles = new Float32Tiles();
    private final Float32RowTiles rows = new Float32RowTiles();

    private TileWarmUp(Call call) {
        this.call = call;
        tiles.aStep = TileHeights.TALLEST * Float32Tiles.BYTES;
        tiles.bStep = 2 * Float32Tiles.VECTOR;
        tiles.row = 2 * Float32Tiles.VECTOR;
        rows.aRow = DEPTH * Float32Tiles.BYTES;
        rows.row = 2 * Float32Tiles.VECTOR;
        tiles.ahead = b;
        rows.ahead = b;
    }

    private long allocate() {
        int width = Math.max(TileHeights.TALLEST, 2 * Float32Tiles.LANES);
        return Memory.allocate(arena, (long) DEPTH * width * Float32Tiles.BYTES);
    }

    /// True if the tiles are compiled. `operations` more are about to be done; at [#OPERATIONS_WORTH_IT] of
    /// them the warm-up begins.
    static boolean ended(long operations) {
        boolean ended = LEFT.get() == 0;
        if (!ended && OPERATIONS.get() < OPERATIONS_WORTH_IT) {
            long before = OPERATIONS.getAndAdd(operations);
            if (before < OPERATIONS_WORTH_IT && before + operations >= OPERATIONS_WORTH_IT) {
                begin();
            }
        }
        return ended;
    }

    private static void begin() {
        var calls = calls();
        LEFT.set(calls.size());
        calls.forEach(call -> WarmUp.begin(new TileWarmUp(call)));
    }

    private void run(int depth) {
        tiles.depth = depth;
        rows.depth = depth;
        call.run(this);
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
        LEFT.decrementAndGet();
    }

    @Override
    public boolean late() {
        return true;
    }

    /// The tiles of this machine, those that most time is spent in first.
    private static List<Call> calls() {
        if (TileHeights.TALLEST == 12) {
            return List.of(
                    at -> at.rows.rows12x2(at.a, at.b, at.c),
                    at -> at.tiles.tile12x2(at.a, at.b, at.c),
                    at -> at.tiles.tile4x2(at.a, at.b, at.c),
                    at -> at.rows.rows12x1(at.a, at.b, at.c),
                    at -> at.tiles.tile12x1(at.a, at.b, at.c));
        }
        return List.of(
                at -> at.rows.rows6x2(at.a, at.b, at.c),
                at -> at.tiles.tile6x2(at.a, at.b, at.c),
                at -> at.tiles.tile4x2(at.a, at.b, at.c),
                at -> at.rows.rows6x1(at.a, at.b, at.c),
                at -> at.tiles.tile6x1(at.a, at.b, at.c));
    }
}
