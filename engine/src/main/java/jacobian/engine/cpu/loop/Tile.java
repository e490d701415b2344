package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.Memory;
import jacobian.engine.shape.DType;
import java.lang.foreign.Arena;

/// What one thread works on: a rectangle of rows and columns, and an array for each value that is alive in it.
///
/// A value along the rectangle is an array of `rows * columns` elements, row after row; one that is constant
/// along
/// rows
/// has
/// `rows` elements. float32 lives in `float[]`, float64 in `double[]`, int64 in `long[]`, all others in `int[]`
/// (uint8
/// as 0 to 255,
/// bool as 0 and 1, floating types of 16 bits as their bits). Tiles belong to their thread and are kept, so that
/// running a loop allocates nothing.
final class Tile {
    /// Elements of a tile, rows longer than that apart: a handful of such arrays fit the first-level cache.
    static final int ELEMENTS = 1_024;

    /// The kinds of array.
    enum Kind {
        FLOAT,
        DOUBLE,
        INT,
        LONG;

        static Kind of(DType dtype) {
            return switch (dtype) {
                case FLOAT32 -> FLOAT;
                case FLOAT64 -> DOUBLE;
                case INT64 -> LONG;
                case INT32, UINT8, BOOL, BFLOAT16, FLOAT16 -> INT;
            };
        }
    }

    private static final Kind[] KINDS = Kind.values();
    private static final ThreadLocal<Tile> CURRENT = ThreadLocal.withInitial(Tile::new);

    float[][] floats = {};
    double[][] doubles = {};
    int[][] ints = {};
    long[][] longs = {};
    final float[] floatLanes = new float[LoopBlocks.LANES];
    final double[] doubleLanes = new double[LoopBlocks.LANES];
    /// What a kernel is given.
    long[] pointers = {};

    long[] rowSteps = {};
    /// Keeps what [#own] gives out.
    private Arena ownMemory = Arena.global();

    private long own;
    private long ownBytes;
    int[] words0 = {};
    int[] words1 = {};

    /// First row and column, and how many of each.
    long row;

    long column;
    int rows;
    int columns;
    long[] addresses = {};

    /// The run that this thread has handed to its team.
    final LoopRun run = new LoopRun();

    private Tile() {}

    static Tile current() {
        return CURRENT.get();
    }

    /// Makes room for `slots` arrays of each kind, of at least `elements` elements.
    void reserve(int[] slots, int elements) {
        for (int i = 0; i < 4; i++) {
            if (room(i) < slots[i] || (slots[i] > 0 && length(i) < elements)) {
                grow(i, Math.max(slots[i], room(i)), Math.max(elements, ELEMENTS));
            }
        }
    }

    private int room(int kind) {
        return switch (KINDS[kind]) {
            case FLOAT -> floats.length;
            case DOUBLE -> doubles.length;
            case INT -> ints.length;
            case LONG -> longs.length;
        };
    }

    private int length(int kind) {
        return switch (KINDS[kind]) {
            case FLOAT -> floats[0].length;
            case DOUBLE -> doubles[0].length;
            case INT -> ints[0].length;
            case LONG -> longs[0].length;
        };
    }

    private void grow(int kind, int slots, int elements) {
        int length = room(kind) == 0 ? elements : Math.max(elements, length(kind));
        switch (KINDS[kind]) {
            case FLOAT -> floats = new float[slots][length];
            case DOUBLE -> doubles = new double[slots][length];
            case INT -> ints = new int[slots][length];
            case LONG -> longs = new long[slots][length];
        }
    }

    /// Memory of this thread's own, for kernels that run on a block; what is in it is lost at the next call.
    long own(long bytes) {
        if (ownBytes < bytes) {
            ownMemory = Arena.ofAuto();
            own = Memory.allocate(ownMemory, bytes);
            ownBytes = bytes;
        }
        return own;
    }

    int elements() {
        return rows * columns;
    }
}
