package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Reduce;
import java.util.ArrayList;
import java.util.List;

/// Runs a loop with a [LoopKernel]: block by block as [TileLoop] does, in the same order of additions.
final class KernelLoop {
    /// Elements that a call of a kernel should have on average; for less, tiles are as fast.
    private static final long SMALLEST_CALL = 48;

    /// Columns at a time of a kernel of several passes, so that what it keeps between them stays in the
    /// first-level cache.
    private static final long CHUNK = 1_024;

    private final LoopSpace space;
    private final LoopBlocks blocks;
    private final TileLoop tiles;
    private final KernelForm form;
    private final List<LoopOutput.Reduced> sums;
    private final long[] sumOffsets;
    private final long sumBytes;
    private final int passes;

    /// Columns of one call.
    private final long chunk;

    private final long scratchBytes;
    private final boolean rowsAffine;

    private KernelLoop(Loop loop, LoopSpace space, LoopBlocks blocks, TileLoop tiles, KernelForm form) {
        this.space = space;
        this.blocks = blocks;
        this.tiles = tiles;
        this.form = form;
        this.sums = loop.outputs().stream()
                .filter(LoopOutput.Reduced.class::isInstance)
                .map(LoopOutput.Reduced.class::cast)
                .toList();
        this.sumOffsets = new long[sums.size()];
        long bytes = 0;
        for (int i = 0; i < sumOffsets.length; i++) {
            sumOffsets[i] = bytes;
            bytes += Math.max(64, LoopKernel.rowBytes(blocks.columns()));
        }
        this.sumBytes = bytes;
        long columns = Math.min(space.columns, blocks.columns());
        this.passes = KernelCache.passes(form);
        this.chunk = passes > 1 && form.onlyStores() ? Math.min(CHUNK, columns) : columns;
        this.scratchBytes = bytes + form.scratchBytes(passes, chunk);
        boolean affine = true;
        for (int i = 0; i < space.arrays(); i++) {
            affine &= space.walk(i).rowsAffine();
        }
        this.rowsAffine = affine;
    }

    /// A loop in the form that kernels take, or nothing where its strides are none for a kernel.
    static List<KernelLoop> of(Loop loop, LoopSpace space, LoopBlocks blocks, TileLoop tiles) {
        var contiguous = new ArrayList<Boolean>();
        for (int i = 0; i < space.arrays(); i++) {
            var walk = space.walk(i);
            boolean single = space.columns == 1;
            if (!walk.columnsAffine() || (!single && walk.columnStride() != 0 && walk.columnStride() != 1)) {
                return List.of();
            }
            contiguous.add(walk.columnStride() == 1);
        }
        boolean lanes = space.reducedColumns;
        var made = lanes && blocks.columnCount() == 1 && space.reducedRows == 1 ? alongRows(loop) : loop;
        var form = new KernelForm(made, contiguous, lanes && made == loop, false, aligned(loop, space, blocks));
        if (!KernelCache.supports(form)) {
            return List.of();
        }
        var kernelLoop = new KernelLoop(made, space, blocks, tiles, KernelCache.suited(form));
        return space.columns > 0 && space.columns <= Integer.MAX_VALUE && kernelLoop.worthwhile()
                ? List.of(kernelLoop)
                : List.of();
    }

    /// Whether all calls begin at linear indices that are multiples of 32.
    private static boolean aligned(Loop loop, LoopSpace space, LoopBlocks blocks) {
        for (var instruction : loop.body()) {
            if (instruction instanceof Instruction.RandomBits) {
                boolean columns = blocks.columnCount() <= 1 || blocks.columns() % LoopBlocks.GROUP == 0;
                return columns
                        && !blocks.chosenByCaller()
                        && space.walk(space.pseudoArray(instruction)).rowsAre(LoopBlocks.GROUP);
            }
        }
        return false;
    }

    /// The same loop where each row is reduced by itself: reductions along the row and one result a row.
    private static Loop alongRows(Loop loop) {
        var operands = new ArrayList<>(loop.operands());
        var body = new ArrayList<>(loop.body());
        var outputs = new ArrayList<LoopOutput>();
        for (var output : loop.outputs()) {
            if (output instanceof LoopOutput.Reduced(int value, var kind, int operand)) {
                operands.set(operand, LoopOperand.perRow(operands.get(operand).dtype()));
                body.add(new Instruction.RowReduce(kind, value));
                outputs.add(new LoopOutput.Store(body.size() - 1, operand));
            } else {
                outputs.add(output);
            }
        }
        return new Loop(Math.max(1, loop.rank()), 1, List.of(), operands, body, outputs);
    }

    private boolean worthwhile() {
        long inner = rowsAffine ? space.rows() : space.outer[space.outer.length - 1];
        long rows = sums.isEmpty() ? inner : Math.min(inner, space.reducedRows);
        return Math.max(1, rows) * Math.min(space.columns, blocks.columns()) >= SMALLEST_CALL;
    }

    KernelForm form() {
        return form;
    }

    /// Scratch memory of one thread.
    long scratchBytes() {
        return scratchBytes;
    }

    void prepare(Tile tile) {
        if (tile.pointers.length < space.arrays()) {
            tile.pointers = new long[space.arrays()];
            tile.rowSteps = new long[space.arrays()];
        }
    }

    /// Runs block number `block`; `own` is the thread's own scratch memory, `scratch` that of partial results.
    void block(LoopKernel kernel, Tile tile, long scratch, long own, long block) {
        long column0 = block % blocks.columnCount() * blocks.columns();
        long rest = block / blocks.columnCount();
        long part = rest % blocks.reducedCount();
        long kept0 = rest / blocks.reducedCount() * blocks.kept();
        long column1 = Math.min(space.columns, column0 + blocks.columns());
        long kept1 = Math.min(space.keptRows, kept0 + blocks.kept());
        if (sums.isEmpty()) {
            rectangle(kernel, tile, kept0, kept1, column0, column1, own);
            return;
        }
        tile.column = column0;
        tile.columns = (int) (column1 - column0);
        for (long kept = kept0; kept < kept1; kept++) {
            long first = kept * space.reducedRows + part * blocks.reduced();
            long last = Math.min((kept + 1) * space.reducedRows, first + blocks.reduced());
            for (int i = 0; i < sumOffsets.length; i++) {
                fill(own + sumOffsets[i], sums.get(i).kind(), form.lanes() ? LoopBlocks.LANES : tile.columns);
            }
            rectangle(kernel, tile, first, last, column0, column1, own);
            for (int i = 0; i < sumOffsets.length; i++) {
                tiles.finish(tile, scratch, i, last - 1, own + sumOffsets[i]);
            }
        }
    }

    private static void fill(long address, Reduce.Kind kind, int count) {
        float identity = FloatSums.identity(kind);
        for (int i = 0; i < count; i++) {
            jacobian.engine.cpu.Memory.ALL.set(TileAccess.FLOAT, address + 4L * i, identity);
        }
    }

    /// Runs rows and columns; those after the last whole vector on tiles, if the kernel leaves them.
    void rectangle(LoopKernel kernel, Tile tile, long row0, long row1, long column0, long column1, long own) {
        long end = form.whole() ? column0 + ((column1 - column0) & -LoopBlocks.LANES) : column1;
        for (long column = column0; column < end; column += chunk) {
            runs(kernel, tile, row0, row1, column, Math.min(end, column + chunk), own);
        }
        if (end < column1) {
            tiles.rectangle(tile, row0, row1, end, column1);
        }
    }

    /// As many rows at a time as lie evenly.
    private void runs(LoopKernel kernel, Tile tile, long row0, long row1, long column0, long column1, long own) {
        long inner = rowsAffine ? Math.max(1, row1) : space.outer[space.outer.length - 1];
        for (long row = row0; row < row1; ) {
            long rows = rowsAffine ? row1 - row : Math.min(row1 - row, inner - row % inner);
            for (int i = 0; i < space.arrays(); i++) {
                point(tile, i, row, column0);
            }
            for (int i = 0; i < sumOffsets.length; i++) {
                tile.pointers[sums.get(i).operand()] = own + sumOffsets[i];
                tile.rowSteps[sums.get(i).operand()] = 0;
            }
            kernel.run(tile.pointers, tile.rowSteps, (int) rows, (int) (column1 - column0), own + sumBytes);
            row += rows;
        }
    }

    private void point(Tile tile, int array, long row, long column) {
        var walk = space.walk(array);
        long offset = walk.row(row) + walk.column(column);
        if (array < space.operands()) {
            int bytes = form.loop().operands().get(array).dtype().bytes();
            tile.pointers[array] = tile.addresses[array] + offset * bytes;
            tile.rowSteps[array] = walk.rowStride() * bytes;
        } else {
            tile.pointers[array] = offset;
            tile.rowSteps[array] = walk.rowStride();
        }
    }
}
