package jacobian.engine.cpu;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// What one thread of a Winograd convolution works with: its planes, its copies of the images, a row of tiles for
/// where they stick out of the image.
final class WinogradWorker {
    private static final int SIDE = WinogradLoops.SIDE;

    final Gather task = new Gather();

    private final WinogradGrid grid;
    private final WinogradLoops loops;
    private final SourceWindow.Halo[] halos;
    private long edge;

    WinogradWorker(WinogradGrid grid, WinogradLoops loops) {
        this.grid = grid;
        this.loops = loops;
        halos = new SourceWindow.Halo[grid.images];
        Arrays.setAll(halos, _ -> new SourceWindow.Halo());
    }

    /// Bytes of scratch memory that this needs.
    static long bytes(WinogradGrid grid) {
        return align(GatherMatmul.WORK_BYTES) + grid.images * align(grid.window.bytes()) + edgeBytes(grid);
    }

    private static long edgeBytes(WinogradGrid grid) {
        return align(edgeRow(grid) * SIDE);
    }

    private static long edgeRow(WinogradGrid grid) {
        return 4L * SIDE * grid.wide * grid.resultChannels;
    }

    static long align(long bytes) {
        return (bytes + Memory.ALIGNMENT - 1) & -Memory.ALIGNMENT;
    }

    /// From now on with scratch memory at `scratch`.
    void begin(long scratch) {
        task.work = scratch;
        long next = scratch + align(GatherMatmul.WORK_BYTES);
        for (SourceWindow.Halo halo : halos) {
            halo.begin(next);
            next += align(grid.window.bytes());
        }
        edge = next;
    }

    /// Transforms `rows` rows of tiles from `row` on of each of `together` images.
    void source(long image, int together, int row, int rows, long planes, long planeBytes) {
        long rowBytes = grid.window.stride(1);
        long tileRow = 4L * grid.wide * grid.sourceChannels;
        for (int i = 0; i < together; i++) {
            long cells = grid.window.open(image + i * grid.sourceBytes(), SIDE * row, SIDE * rows, halos[i]);
            for (int y = 0; y < rows; y++) {
                long from = cells + grid.patch(y);
                loops.source(from, rowBytes, grid.sourceChannels, grid.wide, planes, planeBytes);
                planes += tileRow;
            }
        }
    }

    /// Transforms back, to `rows` rows of tiles from `row` on of each of `together` images.
    void result(long planes, long planeBytes, long image, int together, int row, int rows) {
        long cell = 4L * grid.resultChannels;
        long line = cell * grid.resultWidth();
        for (int i = 0; i < together; i++) {
            for (int y = row; y < row + rows; y++) {
                long to = image + ((long) i * grid.resultHeight() + SIDE * y) * line;
                if (sticksOut(y)) {
                    loops.result(planes, planeBytes, grid.resultChannels, grid.wide, edge, edgeRow(grid));
                    for (int h = SIDE * y; h < Math.min(SIDE * y + SIDE, grid.resultHeight()); h++) {
                        long from = edge + (h - SIDE * y) * edgeRow(grid);
                        MemorySegment.copy(Memory.ALL, from, Memory.ALL, to + (h - SIDE * y) * line, line);
                    }
                } else {
                    loops.result(planes, planeBytes, grid.resultChannels, grid.wide, to, line);
                }
                planes += cell * grid.wide;
            }
        }
    }

    private boolean sticksOut(int y) {
        return grid.resultWidth() % SIDE != 0 || SIDE * (y + 1) > grid.resultHeight();
    }

    /// Transforms the upstream of `rows` rows of tiles from `row` on of each of `together` images.
    void upstream(long image, int together, int row, int rows, long planes, long planeBytes) {
        long cell = 4L * grid.resultChannels;
        long line = cell * grid.resultWidth();
        for (int i = 0; i < together; i++) {
            for (int y = row; y < row + rows; y++) {
                long from = image + ((long) i * grid.resultHeight() + SIDE * y) * line;
                if (sticksOut(y)) {
                    Memory.clear(edge, SIDE * edgeRow(grid));
                    for (int h = SIDE * y; h < Math.min(SIDE * y + SIDE, grid.resultHeight()); h++) {
                        long to = edge + (h - SIDE * y) * edgeRow(grid);
                        MemorySegment.copy(Memory.ALL, from + (h - SIDE * y) * line, Memory.ALL, to, line);
                    }
                    loops.upstream(edge, edgeRow(grid), grid.resultChannels, grid.wide, planes, planeBytes);
                } else {
                    loops.upstream(from, line, grid.resultChannels, grid.wide, planes, planeBytes);
                }
                planes += cell * grid.wide;
            }
        }
    }
}
