package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// How the images of a left operand are read, a band of the outermost axis at a time: in place where no cell
/// outside is ever asked for, else from a copy in scratch memory with zeros around it. The copy costs one move
/// per cell, against one multiply-add per kernel cell and filter.
final class SourceWindow {
    private static final long FLOAT = Float.BYTES;

    private final int[] extent;
    private final int[] origin = new int[3];
    private final int[] size = new int[3];
    private final int outer;
    private final int outerStep;
    private final int outerReach;
    private final int channels;
    private final boolean inPlace;

    /// @param extent cells of the source along each axis
    /// @param phases what is read along each axis
    /// @param outer the axis that is cut into bands
    /// @param band most result cells of a phase in a band
    SourceWindow(int[] extent, int channels, AxisPhase[][] phases, int outer, int band) {
        this.extent = extent;
        this.channels = channels;
        this.outer = outer;
        outerStep = phases[outer][0].sourceStep();
        int reach = 1;
        boolean inside = true;
        for (int axis = 0; axis < 3; axis++) {
            int low = Integer.MAX_VALUE;
            int high = Integer.MIN_VALUE;
            int highest = 0;
            for (AxisPhase phase : phases[axis]) {
                if (!phase.empty()) {
                    low = Math.min(low, phase.lowest());
                    high = Math.max(high, phase.highest(axis == outer ? 0 : phase.count() - 1));
                    highest = Math.max(highest, phase.highest(phase.count() - 1));
                }
            }
            origin[axis] = Math.min(low, high);
            size[axis] = Math.max(1, high - low + 1);
            reach = axis == outer ? size[axis] : reach;
            inside &= low >= 0 && highest < extent[axis];
        }
        outerReach = reach;
        size[outer] = (band - 1) * outerStep + outerReach;
        inPlace = inside;
        if (inPlace) {
            System.arraycopy(extent, 0, size, 0, 3);
            origin[0] = origin[1] = origin[2] = 0;
        }
    }

    /// Cells of the source along an axis.
    int extent(int axis) {
        return extent[axis];
    }

    /// Bytes of scratch memory for the copy of one band.
    long bytes() {
        return inPlace ? 0 : FLOAT * size[0] * size[1] * size[2] * channels;
    }

    /// Bytes between the cells that two images in sequence are read from, if each is opened whole.
    long imageStride() {
        return FLOAT * size[0] * size[1] * size[2] * channels;
    }

    /// Bytes between two cells along an axis.
    long stride(int axis) {
        long stride = FLOAT * channels;
        for (int inner = axis + 1; inner < 3; inner++) {
            stride *= size[inner];
        }
        return stride;
    }

    /// Byte offset, from the address that [#open] returns, of a cell whose index on `axis` counts from the
    /// first cell seen by the band's first result.
    long offset(int axis, int cell) {
        return (cell - origin[axis]) * stride(axis);
    }

    /// The address from which the band of result cells `from` up to `from + count` of an image reads. What a
    /// thread has copied before is known to `halo`: zeros that still lie where they belong are not written
    /// again.
    long open(long image, int from, int count, Halo halo) {
        if (inPlace) {
            return image + from * outerStep * stride(outer);
        }
        if (!halo.cleared) {
            Memory.clear(halo.address, bytes());
            halo.cleared = true;
            halo.from = from;
        }
        boolean moved = halo.from != from;
        int depth = need(0, count);
        int height = need(1, count);
        int width = need(2, count);
        for (int d = 0; d < depth; d++) {
            for (int h = 0; h < height; h++) {
                long row = halo.address + d * stride(0) + h * stride(1);
                int z = start(0, from) + d;
                int y = start(1, from) + h;
                if (inside(0, z) && inside(1, y)) {
                    long line = ((long) z * extent[1] + y) * extent[2];
                    copyRow(image + line * stride(2), start(2, from), width, row, moved && outer == 2);
                } else if (moved) {
                    zero(row, width * stride(2));
                }
            }
        }
        halo.from = from;
        return halo.address;
    }

    /// Cells along an axis that a band of `count` result cells reads.
    private int need(int axis, int count) {
        return axis == outer ? (count - 1) * outerStep + outerReach : size[axis];
    }

    /// The first cell along an axis that the band of result cells from `from` on reads.
    private int start(int axis, int from) {
        return axis == outer ? origin[axis] + from * outerStep : origin[axis];
    }

    private boolean inside(int axis, int cell) {
        return cell >= 0 && cell < extent[axis];
    }

    /// Copies the real cells of `start` up to `start + width` of a line; the others are zero already, unless
    /// `moved`.
    private void copyRow(long line, int start, int width, long to, boolean moved) {
        long cell = stride(2);
        int first = Math.clamp(-(long) start, 0, width);
        int last = Math.clamp((long) extent[2] - start, first, width);
        if (last > first) {
            long bytes = (last - first) * cell;
            MemorySegment.copy(Memory.ALL, line + (start + first) * cell, Memory.ALL, to + first * cell, bytes);
        }
        if (moved) {
            zero(to, first * cell);
            zero(to + last * cell, (width - last) * cell);
        }
    }

    private static void zero(long to, long bytes) {
        for (long i = 0; i < bytes; i += FLOAT) {
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, to + i, 0);
        }
    }

    /// One thread's copy of a band, and what is known of it.
    static final class Halo {
        private long address;
        private boolean cleared;
        private int from;

        /// From now on at other memory.
        ///
        /// @param address scratch memory of [SourceWindow#bytes] bytes
        void begin(long address) {
            this.address = address;
            cleared = false;
            from = 0;
        }
    }
}
