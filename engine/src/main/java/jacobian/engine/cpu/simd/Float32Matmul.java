package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.MatmulGeometry;
import jacobian.engine.cpu.MatmulPart;

/// float32 matrix products on register tiles of 12 rows (6 where there are 16 vector registers) and 2 vectors.
///
/// Panels of `a` are as tall as the tile that reads them, padded with zeros to its height; panels of `b` are
/// two vectors wide, or one where at most one is left, padded likewise. Scratch memory holds the panels of `a`,
/// those of `b` and one tile.
final class Float32Matmul extends MatmulPart {
    private static final int TALLEST = TileHeights.TALLEST;
    private static final int LANES = Float32Tiles.LANES;
    private static final int WIDTH = 2 * LANES;
    private static final int BYTES = Float32Tiles.BYTES;
    private static final int COLUMNS = 1024;

    /// Elements of `c` that are finished together, and of `b` that are read for them if their panels are to stay
    /// in half of the second-level cache.
    private static final int BLOCK = 192 * 128;

    private static final int GROUP = 64 * 1024;

    private final Float32Tiles tiles = new Float32Tiles();
    private final Float32RowTiles rowTiles = new Float32RowTiles();
    private final Float32Strip strip = new Float32Strip();
    private final Float32Packing packing = new Float32Packing();
    private final long panelsOfB;
    private final long tile;
    private final long scratchBytes;

    /// Rows up to which `b` is read where it lies, if its rows have adjacent elements: a panel is read so few
    /// times that packing it, which touches twice the memory, does not pay (64x128x9216 86 instead of 70
    /// GFLOP/s). Then `a` is packed, so `b` must not be the smaller one by far.
    private static final int ROWS_WITHOUT_PACKING = 192;

    private final boolean readsBInPlace;

    /// Whether a product of one row goes by strips, for which nothing is packed.
    private final boolean hasStrips;

    private boolean usesStrips;

    /// Rows of `a` are read where they lie if their elements are adjacent and `b` is packed, unless they are a
    /// multiple of 4 KB apart: then the rows of a tile meet in one set of the first-level cache.
    private final boolean readsInPlace;

    /// Whether tiles go along rows of `c`, all panels of `b` for one panel of `a`. Whole rows are then written one
    /// after the other, and the rows of the next tiles are fetched while those before are computed: products of few
    /// terms are bound by the latency of memory otherwise (4096x128x512 98 instead of 84 GFLOP/s).
    private final boolean goesByRows;

    private long blockOfB;

    private long blockOfA;
    private int packedColumn;
    private long row;
    private long end;
    private boolean add;

    Float32Matmul(MatmulGeometry geometry) {
        super(geometry, blocking(geometry));
        rowTiles.aRow = geometry.a().rowStride() * BYTES;
        readsBInPlace = geometry.b().columnStride() == 1
                && !(geometry.steadyB() && geometry.rows() > 1)
                && geometry.rows() <= Math.min(ROWS_WITHOUT_PACKING, 2 * geometry.columns());
        hasStrips = readsBInPlace && geometry.rows() == 1 && geometry.b().rowStride() > 0;
        readsInPlace = !readsBInPlace && geometry.a().columnStride() == 1 && rowTiles.aRow % 4096 != 0;
        long depth = blockDepth(geometry.depth());
        goesByRows = !readsBInPlace
                && blocking.columnGroup() >= geometry.columns()
                && geometry.c().rowStride() == geometry.columns();
        long rows = Math.min(geometry.rows(), blocking.rows()) + TileHeights.MOST_PADDING;
        long columns = roundUp(Math.min(geometry.columns(), COLUMNS), WIDTH);
        panelsOfB = Float32Packing.aligned(rows * depth * BYTES + Math.max(Float32Tiles.VECTOR, TALLEST * BYTES));
        tile = panelsOfB + Float32Packing.aligned(columns * depth * BYTES + Float32Tiles.VECTOR);
        scratchBytes = tile + Math.max(TALLEST * WIDTH, LANES * LANES) * (long) BYTES;
    }

    /// As many columns together as their panels leave room for.
    private static Blocking blocking(MatmulGeometry geometry) {
        int wanted = GROUP / Math.max(1, blockDepth(geometry.depth())) / WIDTH * WIDTH;
        int group = Math.clamp(wanted, Math.max(WIDTH, 128), 512);
        int rows = Math.max(TALLEST, BLOCK / group / TALLEST * TALLEST);
        return new Blocking(TALLEST, WIDTH, rows, COLUMNS, group);
    }

    @Override
    protected long scratchBytes() {
        return scratchBytes;
    }

    @Override
    protected int elementBytes() {
        return BYTES;
    }

    @Override
    protected void packB(int k0, int k1, int j0, int j1) {
        usesStrips = hasStrips && StripWarmUp.hasEnded();
        tiles.depth = k1 - k0;
        rowTiles.depth = k1 - k0;
        packedColumn = j0;
        var layout = geometry.b();
        packing.depth = k1 - k0;
        packing.work = scratch + tile;
        packing.alongDepth = layout.rowStride() * BYTES;
        packing.acrossPanel = layout.columnStride() * BYTES;
        long source = b + layout.offset(0, k0, j0) * BYTES;
        long target = scratch + panelsOfB;
        int whole = (j1 - j0) / WIDTH;
        blockOfB = source;
        if (!readsBInPlace) {
            packing.packAll(source, target, whole, WIDTH);
        }
        int left = j1 - j0 - whole * WIDTH;
        if (left > 0 && !usesStrips) {
            long done = (long) whole * WIDTH;
            target += done * packing.depth * BYTES;
            packing.pack(source + done * packing.acrossPanel, target, left, left > LANES ? WIDTH : LANES);
        }
    }

    /// Packs what cannot be read in place: everything, or the last rows where they do not fill a tile.
    @Override
    protected void packA(int i0, int i1, int k0, int k1) {
        var layout = geometry.a();
        packing.depth = k1 - k0;
        packing.alongDepth = layout.columnStride() * BYTES;
        packing.acrossPanel = layout.rowStride() * BYTES;
        blockOfA = a + layout.offset(0, i0, k0) * BYTES;
        int whole = (i1 - i0) / TALLEST;
        long target = scratch;
        if (usesStrips) {
            return;
        }
        if (!readsInPlace) {
            packing.packAll(blockOfA, target, whole, TALLEST);
            target += (long) whole * TALLEST * packing.depth * BYTES;
        }
        for (int i = i0 + whole * TALLEST; i < i1; ) {
            int height = TileHeights.next(i1 - i);
            packing.pack(blockOfA + (i - i0) * packing.acrossPanel, target, Math.min(i1 - i, height), height);
            target += (long) height * packing.depth * BYTES;
            i += height;
        }
    }

    @Override
    protected void multiply(int i0, int i1, int j0, int j1, boolean add) {
        this.add = add;
        row = geometry.c().rowStride() * BYTES;
        long panel = scratch + panelsOfB + (long) (j0 - packedColumn) * tiles.depth * BYTES;
        long target = c + geometry.c().offset(0, i0, j0) * BYTES;
        if (usesStrips) {
            multiplyStrips(j0, j1, target);
            return;
        }
        if (goesByRows) {
            end = c + geometry.c().offset(0, geometry.rows() - 1, geometry.columns()) * BYTES;
            multiplyByRows(i1 - i0, j1 - j0, panel, target);
            return;
        }
        for (int j = j0; j < j1; j += WIDTH) {
            boolean inPlace = readsBInPlace && j + WIDTH <= j1;
            tiles.bStep = inPlace ? geometry.b().rowStride() * BYTES : (j1 - j > LANES ? WIDTH : LANES) * BYTES;
            long from = inPlace ? blockOfB + (long) (j - packedColumn) * BYTES : panel;
            multiplyPanel(i1 - i0, Math.min(WIDTH, j1 - j), from, target);
            panel += (long) WIDTH * tiles.depth * BYTES;
            target += WIDTH * BYTES;
        }
    }

    /// All tiles, one row of them after the other.
    private void multiplyByRows(int rows, int columns, long panels, long target) {
        long panelOfA = scratch;
        for (int i = 0; i < rows; ) {
            int height = TileHeights.next(rows - i);
            int used = Math.min(height, rows - i);
            boolean inPlace = readsInPlace && used == TALLEST;
            long panelOfB = panels;
            long next = target + height * row;
            for (int j = 0; j < columns; j += WIDTH) {
                tiles.bStep = (columns - j > LANES ? WIDTH : LANES) * BYTES;
                tiles.ahead = next + Float32Tiles.AHEAD * tiles.depth <= end ? next : panelOfB;
                long a = inPlace ? blockOfA + i * rowTiles.aRow : panelOfA;
                tile(inPlace, height, used, Math.min(WIDTH, columns - j), a, panelOfB, target + j * BYTES);
                panelOfB += (long) WIDTH * tiles.depth * BYTES;
                next += (long) TALLEST * WIDTH * BYTES;
            }
            panelOfA += inPlace ? 0 : (long) height * tiles.depth * BYTES;
            target += height * row;
            i += height;
        }
    }

    /// Columns of a single row, as many at a time as there are.
    private void multiplyStrips(int j0, int j1, long target) {
        strip.depth = tiles.depth;
        strip.aStep = geometry.a().columnStride() * BYTES;
        strip.bStep = geometry.b().rowStride() * BYTES;
        long from = blockOfB + (long) (j0 - packedColumn) * BYTES;
        for (int j = j0; j < j1; ) {
            boolean whole = j + Float32Strip.WIDTH <= j1;
            int columns = whole ? Float32Strip.WIDTH : Math.min(LANES, j1 - j);
            boolean direct = !add && columns % LANES == 0;
            long to = direct ? target : scratch + tile;
            if (whole) {
                strip.run(blockOfA, from, to);
            } else {
                strip.narrow(blockOfA, from, to, columns);
            }
            if (!direct) {
                Float32TileCopy.copy(to, target, row, 1, columns, add);
            }
            j += columns;
            from += (long) columns * BYTES;
            target += (long) columns * BYTES;
        }
    }

    /// All tiles that read one panel of `b`.
    private void multiplyPanel(int rows, int columns, long panel, long target) {
        long panelOfA = scratch;
        // Rows that lie on each other or run backwards leave no room behind the first.
        tiles.ahead = tiles.bStep >= Float32Tiles.AHEAD ? panel : scratch;
        for (int i = 0; i < rows; ) {
            int height = TileHeights.next(rows - i);
            int used = Math.min(height, rows - i);
            boolean inPlace = readsInPlace && used == TALLEST;
            long a = inPlace ? blockOfA + i * rowTiles.aRow : panelOfA;
            tile(inPlace, height, used, columns, a, panel, target);
            panelOfA += inPlace ? 0 : (long) height * tiles.depth * BYTES;
            target += height * row;
            i += height;
        }
    }

    /// One tile, of which `used` rows are wanted. One that is not whole, or is to be added, goes through scratch
    /// memory.
    private void tile(boolean inPlace, int height, int used, int columns, long a, long panelOfB, long target) {
        boolean wholeRows = used == (columns > LANES ? height : TALLEST);
        boolean direct = !add && wholeRows && columns % LANES == 0;
        long to = direct ? target : scratch + tile;
        tiles.row = direct ? row : WIDTH * BYTES;
        tiles.aStep = height * BYTES;
        rowTiles.row = tiles.row;
        rowTiles.ahead = tiles.ahead;
        if (inPlace) {
            inPlace(columns, a, panelOfB, to);
        } else if (columns > LANES) {
            twoVectors(height, a, panelOfB, to);
        } else {
            oneVector(a, panelOfB, to);
        }
        if (!direct) {
            Float32TileCopy.copy(to, target, row, used, columns, add);
        }
    }

    private void inPlace(int columns, long rows, long panelOfB, long to) {
        if (columns > LANES) {
            if (TALLEST == 12) {
                rowTiles.rows12x2(rows, panelOfB, to);
            } else {
                rowTiles.rows6x2(rows, panelOfB, to);
            }
        } else if (TALLEST == 12) {
            rowTiles.rows12x1(rows, panelOfB, to);
        } else {
            rowTiles.rows6x1(rows, panelOfB, to);
        }
    }

    private void twoVectors(int height, long panelOfA, long panelOfB, long to) {
        switch (height) {
            case 12 -> tiles.tile12x2(panelOfA, panelOfB, to);
            case 6 -> tiles.tile6x2(panelOfA, panelOfB, to);
            default -> tiles.tile4x2(panelOfA, panelOfB, to);
        }
    }

    /// A lower panel is read by the tallest tile too: its further rows are other elements of the panel, and are
    /// not used.
    private void oneVector(long panelOfA, long panelOfB, long to) {
        if (TALLEST == 12) {
            tiles.tile12x1(panelOfA, panelOfB, to);
        } else {
            tiles.tile6x1(panelOfA, panelOfB, to);
        }
    }
}
