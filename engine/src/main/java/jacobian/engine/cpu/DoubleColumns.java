package jacobian.engine.cpu;

import java.lang.foreign.MemorySegment;

/// Lowers a float64 convolution to a matrix product: writes for each result cell of one phase a row with all source
/// elements that it sums, group by group and kernel cell by kernel cell, zeros where the kernel is in the padding.
///
/// Rows are counted through all images, so that a block of rows may hold many small images or a part of one.
final class DoubleColumns {
    private static final long DOUBLE = Double.BYTES;

    /// Bytes that rows must not be a multiple of apart: they would meet in one set of the first-level cache.
    private static final long PAGE = 4096;

    private final AxisPhase[] phase;
    private final int[] extent;
    private final int groups;
    private final int taps;
    private final long depthBytes;
    private final long groupBytes;
    private final long cellBytes;
    private final long rowBytes;

    /// Whether the cells under a line of the kernel lie side by side in source and row.
    private final boolean adjacent;

    /// @param phase what is read along each axis
    /// @param extent cells of the source along each axis
    /// @param channels channels of the source, in `groups` parts that lie apart in a row
    DoubleColumns(AxisPhase[] phase, int[] extent, int channels, int groups) {
        this.phase = phase;
        this.extent = extent;
        this.groups = groups;
        taps = phase[2].taps().length;
        cellBytes = DOUBLE * channels;
        groupBytes = cellBytes / groups;
        depthBytes = groupBytes * phase[0].taps().length * phase[1].taps().length * taps;
        long bytes = depthBytes * groups;
        rowBytes = bytes > 0 && bytes % PAGE == 0 ? bytes + Memory.ALIGNMENT : bytes;
        int[] shifts = phase[2].shifts();
        adjacent = groups == 1 && taps > 0 && shifts[taps - 1] - shifts[0] == taps - 1;
    }

    /// Rows of one image.
    int rows() {
        return phase[0].count() * phase[1].count() * phase[2].count();
    }

    /// Elements of a row that belong to one group.
    int depth() {
        return (int) (depthBytes / DOUBLE);
    }

    /// Bytes between two rows.
    long rowBytes() {
        return rowBytes;
    }

    /// Writes rows `from..to-1` of the images at `source` to `target`.
    void gather(long source, long from, long to, long target) {
        int width = phase[2].count();
        long next;
        for (long row = from; row < to; row = next) {
            long line = row / width;
            int first = (int) (row - line * width);
            int last = (int) Math.min(width, first + to - row);
            next = row + last - first;
            line(source, line, first, last, target + (row - from) * rowBytes);
        }
    }

    /// Rows of result cells `first..last-1` of one line.
    private void line(long source, long line, int first, int last, long target) {
        int h = (int) (line % phase[1].count());
        long plane = line / phase[1].count();
        int d = (int) (plane % phase[0].count());
        long image = source + plane / phase[0].count() * extent[0] * extent[1] * extent[2] * cellBytes;
        long to = target;
        for (int i = 0; i < phase[0].taps().length; i++) {
            int z = phase[0].cell(d, i);
            for (int j = 0; j < phase[1].taps().length; j++) {
                int y = phase[1].cell(h, j);
                if (z >= 0 && z < extent[0] && y >= 0 && y < extent[1]) {
                    cells(image + ((long) z * extent[1] + y) * extent[2] * cellBytes, first, last, to);
                } else {
                    padding(last - first, to);
                }
                to += taps * groupBytes;
            }
        }
    }

    /// What one line of the kernel sees of a line of the source, for each result cell.
    private void cells(long line, int first, int last, long target) {
        AxisPhase width = phase[2];
        long to = target;
        for (int w = first; w < last; w++) {
            int cell = adjacent ? width.cell(w, 0) : -1;
            if (cell >= 0 && cell + taps <= extent[2]) {
                MemorySegment.copy(Memory.ALL, line + cell * cellBytes, Memory.ALL, to, taps * cellBytes);
            } else {
                for (int n = 0; n < taps; n++) {
                    cell(line, width.cell(w, n), to + n * groupBytes);
                }
            }
            to += rowBytes;
        }
    }

    private void cell(long line, int cell, long to) {
        boolean inside = cell >= 0 && cell < extent[2];
        long from = line + cell * cellBytes;
        for (int group = 0; group < groups; group++) {
            if (inside) {
                MemorySegment.copy(Memory.ALL, from + group * groupBytes, Memory.ALL, to, groupBytes);
            } else {
                Memory.clear(to, groupBytes);
            }
            to += depthBytes;
        }
    }

    private void padding(int count, long target) {
        for (int w = 0; w < count; w++) {
            for (int group = 0; group < groups; group++) {
                Memory.clear(target + w * rowBytes + group * depthBytes, taps * groupBytes);
            }
        }
    }
}
