package jacobian.engine.cpu.loop;

import java.util.ArrayList;

/// Runs a loop on tiles: each instruction is a plain Java loop over arrays that stay in the first-level cache.
///
/// It can do every loop, needs no Vector API and no compilation, and its order of additions is the definition
/// for all
/// other kernels.
final class TileLoop {
    private final LoopSpace space;
    private final LoopBlocks blocks;
    private final TileStep[] steps;
    private final TileSum[] sums;
    private final long[] partialOffsets;
    private final long partialBytes;
    private final int[] slots;
    private final int tileColumns;

    TileLoop(Loop loop, LoopSpace space, LoopBlocks blocks) {
        this.space = space;
        this.blocks = blocks;
        boolean wholeRows = loop.rowAxes() > 0;
        tileColumns = Math.toIntExact(wholeRows ? space.columns : LoopBlocks.balanced(space.columns, Tile.ELEMENTS));
        var program = new TileProgram(loop, space);
        var stores = new ArrayList<TileStore>();
        var sums = new ArrayList<TileSum>();
        for (var output : loop.outputs()) {
            var value = program.output(output);
            var store = new TileStore(value, output.operand(), space.walk(output.operand()));
            switch (output) {
                case LoopOutput.Store _ -> stores.add(store);
                case LoopOutput.Reduced(int _, var kind, int _) -> {
                    var sum = program.reserve(TileSum.sumType(value.dtype()));
                    var result = new TileStore(
                            new TileValue(value.dtype(), sum.slot(), value.perRow()), store.operand(), store.walk());
                    sums.add(new TileSum(kind, value, sum, result, space.reducedColumns));
                }
            }
        }
        var all = new ArrayList<>(java.util.List.of(program.steps()));
        all.addAll(stores);
        this.steps = all.toArray(TileStep[]::new);
        this.sums = sums.toArray(TileSum[]::new);
        this.slots = program.slots();
        this.partialOffsets = new long[this.sums.length];
        this.partialBytes = layPartials();
    }

    private long layPartials() {
        long bytes = 0;
        for (int i = 0; i < sums.length && blocks.partials() > 1; i++) {
            partialOffsets[i] = bytes;
            long size = space.keptRows
                    * blocks.partials()
                    * width(sums[i])
                    * sums[i].sum().dtype().bytes();
            bytes += (size + 63) & -64;
        }
        return bytes;
    }

    /// Numbers in one partial result.
    private long width(TileSum sum) {
        return sum.lanes() || sum.x().perRow() ? 1 : space.columns;
    }

    /// Bytes of partial results between the blocks and [#combine].
    long partialBytes() {
        return partialBytes;
    }

    /// Whether [#combine] must run after all blocks.
    boolean combines() {
        return sums.length > 0 && blocks.partials() != 1;
    }

    /// Steps of the body, transcendental functions counted ten times.
    double cost() {
        double cost = 0;
        for (var step : steps) {
            cost += step instanceof TileUnary unary && unary.costly() ? 10 : 1;
        }
        return cost;
    }

    /// The calling thread's tile, with room for this loop.
    Tile tile(long[] addresses) {
        var tile = Tile.current();
        tile.reserve(slots, Math.max(Tile.ELEMENTS, tileColumns));
        tile.addresses = addresses;
        return tile;
    }

    /// Runs block number `block`.
    void block(Tile tile, long scratch, long block) {
        long column0 = block % blocks.columnCount() * blocks.columns();
        long rest = block / blocks.columnCount();
        long part = rest % blocks.reducedCount();
        long kept0 = rest / blocks.reducedCount() * blocks.kept();
        long column1 = Math.min(space.columns, column0 + blocks.columns());
        long kept1 = Math.min(space.keptRows, kept0 + blocks.kept());
        if (sums.length == 0) {
            rectangle(tile, kept0, kept1, column0, column1);
            return;
        }
        for (long kept = kept0; kept < kept1; kept++) {
            long first = kept * space.reducedRows + part * blocks.reduced();
            long last = Math.min((kept + 1) * space.reducedRows, first + blocks.reduced());
            if (blocks.reduced() == space.reducedRows) {
                last = kept1 * space.reducedRows;
                kept = kept1;
            }
            if (space.reducedColumns && column1 - column0 > tileColumns) {
                along(tile, scratch, first, last, column0, column1);
            } else {
                across(tile, scratch, first, last, column0, column1);
            }
        }
    }

    /// Runs stores on rows and columns.
    void rectangle(Tile tile, long row0, long row1, long column0, long column1) {
        long column = column0;
        do {
            tile.column = column;
            tile.columns = (int) Math.min(tileColumns, column1 - column);
            int rows = Math.max(1, Tile.ELEMENTS / Math.max(1, tile.columns));
            for (long row = row0; row < row1; row += rows) {
                step(tile, row, (int) Math.min(rows, row1 - row));
            }
            column += tileColumns;
        } while (column < column1);
    }

    private void step(Tile tile, long row, int rows) {
        tile.row = row;
        tile.rows = rows;
        for (var step : steps) {
            step.run(tile);
        }
    }

    /// Rows whose every tile is as wide as the block: sums begin and end at the first and last reduced row.
    private void across(Tile tile, long scratch, long row0, long row1, long column0, long column1) {
        for (long column = column0; column < Math.max(column1, column0 + 1); column += Math.max(1, tileColumns)) {
            tile.column = column;
            tile.columns = (int) Math.min(tileColumns, column1 - column);
            int rows = Math.max(1, Tile.ELEMENTS / Math.max(1, tile.columns));
            for (long row = row0; row < row1; row += rows) {
                step(tile, row, (int) Math.min(rows, row1 - row));
                for (int r = 0; r < tile.rows; r++) {
                    sumRow(tile, scratch, r, row1);
                }
            }
        }
    }

    private void sumRow(Tile tile, long scratch, int r, long row1) {
        long row = tile.row + r;
        long inBlock = row % space.reducedRows % blocks.reduced();
        boolean last = inBlock + 1 == blocks.reduced() || (row + 1) % space.reducedRows == 0 || row + 1 == row1;
        for (int i = 0; i < sums.length; i++) {
            if (inBlock == 0) {
                sums[i].start(tile);
            }
            sums[i].take(tile, r);
            if (last) {
                finish(tile, scratch, i, row);
            }
        }
    }

    /// Rows longer than a tile: the lanes of a sum go on from tile to tile.
    private void along(Tile tile, long scratch, long row0, long row1, long column0, long column1) {
        for (long row = row0; row < row1; row++) {
            for (long column = column0; column < column1; column += tileColumns) {
                tile.column = column;
                tile.columns = (int) Math.min(tileColumns, column1 - column);
                step(tile, row, 1);
                long inBlock = row % space.reducedRows % blocks.reduced();
                boolean last = inBlock + 1 == blocks.reduced() || (row + 1) % space.reducedRows == 0;
                for (int i = 0; i < sums.length; i++) {
                    if (inBlock == 0 && column == column0) {
                        sums[i].start(tile);
                    }
                    sums[i].take(tile, 0);
                    if (last && column + tileColumns >= column1) {
                        finish(tile, scratch, i, row);
                    }
                }
            }
        }
    }

    /// The sums of a block that a kernel has left at `address`: its lanes, or one for each of the tile's
    /// columns.
    void finish(Tile tile, long scratch, int i, long row, long address) {
        int columns = tile.columns;
        long column = tile.column;
        int width = sums[i].lanes() ? LoopBlocks.LANES : sums[i].x().perRow() ? 1 : columns;
        int step = Math.max(LoopBlocks.LANES, tileColumns);
        for (int done = 0; done < width; done += step) {
            tile.column = column + done;
            tile.columns = sums[i].lanes() ? columns : Math.min(step, width - done);
            TileAccess.load(tile, sums[i].sum(), address + 4L * done, 1, 0, Math.min(step, width - done));
            finish(tile, scratch, i, row);
        }
        tile.column = column;
        tile.columns = columns;
    }

    private void finish(Tile tile, long scratch, int i, long row) {
        var sum = sums[i];
        sum.meet(tile);
        if (blocks.partials() == 1) {
            sum.store(tile, row);
            return;
        }
        long part = row % space.reducedRows / blocks.reduced();
        long index = row / space.reducedRows * blocks.reducedCount() + part;
        if (sum.lanes()) {
            index = index * blocks.columnCount() + tile.column / blocks.columns();
        }
        sum.putAside(
                tile,
                scratch
                        + partialOffsets[i]
                        + index * width(sum) * sum.sum().dtype().bytes());
    }

    /// Combines the partial results of all blocks, in block order, and writes the sums.
    void combine(Tile tile, long scratch) {
        for (int i = 0; i < sums.length; i++) {
            long width = width(sums[i]);
            for (long column = 0; column < width; column += Math.max(1, tileColumns)) {
                tile.column = column;
                tile.columns = (int) Math.min(Math.max(1, tileColumns), width - column);
                for (long kept = 0; kept < space.keptRows; kept++) {
                    long first = kept
                            * blocks.partials()
                            * width
                            * sums[i].sum().dtype().bytes();
                    sums[i].combine(tile, scratch + partialOffsets[i] + first, blocks.partials(), width);
                    sums[i].store(tile, kept * Math.max(1, space.reducedRows));
                }
            }
        }
    }
}
