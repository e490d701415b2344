package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// The kernel of a correlation in the panels of [GatherMatmul#lanes], one block per part and group; transposed
/// (filters summed, channels as columns) towards the input. Of a depthwise convolution: a row of channels for
/// each kernel cell.
final class PackedKernel {
    private final ConvGeometry geometry;
    private final List<CorrelationPart> parts;
    private final boolean transposed;
    private final boolean depthwise;
    private final int panel;
    private final int lanes;
    private final int columns;
    private final int padded;
    private final long[] offsets;

    PackedKernel(ConvGeometry geometry, List<CorrelationPart> parts, GatherMatmul matmul, boolean transposed) {
        this.geometry = geometry;
        this.parts = parts;
        this.transposed = transposed;
        lanes = matmul.lanes();
        panel = 2 * lanes;
        depthwise = geometry.depthwise();
        columns = transposed ? geometry.groupChannels() : geometry.groupFilters();
        padded = depthwise ? columns : matmul.padded(columns);
        offsets = new long[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            long bytes = geometry.groups() * groupBytes(i);
            offsets[i + 1] = offsets[i] + (bytes + Memory.ALIGNMENT - 1) / Memory.ALIGNMENT * Memory.ALIGNMENT;
        }
    }

    private long groupBytes(int part) {
        return (long) Float.BYTES * parts.get(part).depth() * padded;
    }

    long bytes() {
        return offsets[parts.size()];
    }

    /// Where the block of one part and group begins.
    long offset(int part, int group) {
        return offsets[part] + group * groupBytes(part);
    }

    /// Packs the share of thread `t` of `threads`.
    void pack(long kernel, long scratch, int t, int threads) {
        for (int i = 0; i < parts.size(); i++) {
            CorrelationPart part = parts.get(i);
            long count = (long) (depthwise ? 1 : geometry.groups()) * part.taps().length;
            long end = ThreadTeam.firstBlock(count, t + 1, threads);
            for (long n = ThreadTeam.firstBlock(count, t, threads); n < end; n++) {
                int group = (int) (n / part.taps().length);
                int tap = (int) (n % part.taps().length);
                packTap(kernel, scratch + offset(i, group), part, group, tap);
            }
        }
    }

    private void packTap(long kernel, long to, CorrelationPart part, int group, int n) {
        if (depthwise) {
            long row = kernel + 4L * part.taps()[n] * geometry.groups();
            MemorySegment.copy(Memory.ALL, row, Memory.ALL, to + 4L * n * geometry.groups(), 4L * geometry.groups());
            return;
        }
        int channels = geometry.groupChannels();
        int filters = geometry.groupFilters();
        long from = kernel + 4 * ((long) part.taps()[n] * channels * geometry.filters() + (long) group * filters);
        int rows = transposed ? filters : channels;
        long rowStep = transposed ? Float.BYTES : 4L * geometry.filters();
        long columnStep = transposed ? 4L * geometry.filters() : Float.BYTES;
        for (int j = 0; j < padded; j += panel) {
            int width = Math.min(panel, padded - j);
            long block = to + 4L * j * part.depth() + 4L * n * rows * width;
            for (int row = 0; row < rows; row++) {
                packRow(
                        from + row * rowStep + j * columnStep,
                        columnStep,
                        Math.min(width, columns - j),
                        block + 4L * row * width,
                        width);
            }
        }
    }

    private static void packRow(long from, long step, int count, long to, int width) {
        if (step == Float.BYTES) {
            MemorySegment.copy(Memory.ALL, from, Memory.ALL, to, 4L * count);
            zero(to, count, width);
            return;
        }
        for (int i = 0; i < count; i++) {
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, to + 4L * i, Memory.ALL.get(JAVA_FLOAT_UNALIGNED, from + i * step));
        }
        zero(to, count, width);
    }

    private static void zero(long row, int from, int to) {
        for (int i = from; i < to; i++) {
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, row + 4L * i, 0);
        }
    }
}
