package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.Memory.ALL;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/// Copies a strip of a matrix into a panel: `width` elements for each of `depth` terms. Elements of the panel
/// beyond the strip may hold anything; what is computed from them is thrown away.
///
/// Panels are written in ascending order and may be overrun by less than one vector.
final class Float32Packing {
    private static final int BYTES = Float.BYTES;
    private static final int LANES = Float32Tiles.LANES;
    private static final int VECTOR = Float32Tiles.VECTOR;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /// Terms of the sum.
    int depth;

    /// Bytes between terms, and between the elements of one term, in the matrix.
    long alongDepth;

    long acrossPanel;

    /// Room for one transposed block.
    long work;

    private final Float32Transposition.Rows rows = new Float32Transposition.Rows();

    /// `bytes` rounded up to whole cache lines.
    static long aligned(long bytes) {
        return (bytes + Memory.ALIGNMENT - 1) / Memory.ALIGNMENT * Memory.ALIGNMENT;
    }

    /// Packs `panels` adjacent strips of `width` elements a term into as many panels, one behind the other.
    ///
    /// Where the elements of a term are adjacent, four panels are written at a time, so that every cache line
    /// of the matrix is read once: rows are often a power of two apart and drive each other out of the cache.
    void packAll(long source, long target, int panels, int width) {
        long panel = (long) depth * width * BYTES;
        int done = 0;
        for (; acrossPanel == BYTES && done <= panels - 4; done += 4) {
            packFour(source + (long) done * width * BYTES, target + done * panel, width);
        }
        for (; done < panels; done++) {
            pack(source + done * width * acrossPanel, target + done * panel, width, width);
        }
    }

    private void packFour(long source, long target, int width) {
        long strip = (long) width * BYTES;
        long panel = depth * strip;
        int whole = width % LANES == 0 ? depth : Math.max(0, depth - 1);
        for (int k = 0; k < whole; k++) {
            long from = source + k * alongDepth;
            long to = target + k * strip;
            for (long v = 0; v < strip; v += VECTOR) {
                copy(from + v, to + v);
                copy(from + v + strip, to + v + panel);
                copy(from + v + 2 * strip, to + v + 2 * panel);
                copy(from + v + 3 * strip, to + v + 3 * panel);
            }
        }
        // After the vectors: each reaches into the term behind it.
        for (int i = 0; i < 4; i++) {
            packElements(source + i * strip, target + i * panel, whole, width, width);
        }
    }

    private static void copy(long source, long target) {
        FloatVector.fromMemorySegment(Float32Tiles.SPECIES, ALL, source, ORDER).intoMemorySegment(ALL, target, ORDER);
    }

    /// Packs `used <= width` elements a term from `source` to `target`.
    void pack(long source, long target, int used, int width) {
        if (acrossPanel == BYTES && alongDepth > 0) {
            packVectors(source, target, used, width);
        } else if (alongDepth == BYTES && depth >= LANES && Float32Transposition.supported()) {
            packTransposed(source, target, used, width);
        } else {
            packElements(source, target, 0, used, width);
        }
    }

    /// Elements of a term are adjacent. Whole vectors are copied, the last of a term reaching into the next
    /// term, which is written after it; the last terms, whose vectors would reach beyond the matrix, are copied
    /// by elements.
    private void packVectors(long source, long target, int used, int width) {
        int bytes = (width + LANES - 1) / LANES * VECTOR;
        long beyond = bytes - (long) used * BYTES;
        int whole = (int) Math.max(0, depth - (beyond + alongDepth - 1) / alongDepth);
        packWholeVectors(source, target, whole, bytes, (long) width * BYTES);
        packElements(source, target, whole, used, width);
    }

    private void packWholeVectors(long source, long target, int terms, int bytes, long step) {
        for (int k = 0; k < terms; k++) {
            for (int v = 0; v < bytes; v += VECTOR) {
                copy(source + v, target + v);
            }
            source += alongDepth;
            target += step;
        }
    }

    /// Terms are adjacent: the strip is transposed in square blocks, the last of which is moved back to end
    /// with it. From the right to the left, since a block reaches beyond its term into the next.
    private void packTransposed(long source, long target, int used, int width) {
        long step = (long) width * BYTES;
        rows.row = acrossPanel;
        for (int block = 0; block < depth; block += LANES) {
            int k = Math.min(block, depth - LANES);
            for (int j = (used - 1) / LANES * LANES; j >= 0; j -= LANES) {
                rows.address = source + (long) k * BYTES + j * acrossPanel;
                rows.count = Math.min(LANES, used - j);
                Float32Transposition.block(rows, target + k * step + (long) j * BYTES, step, work);
            }
        }
    }

    private void packElements(long source, long target, int first, int used, int width) {
        for (int k = first; k < depth; k++) {
            long from = source + k * alongDepth;
            long to = target + (long) k * width * BYTES;
            for (int j = 0; j < used; j++) {
                ALL.set(ELEMENT, to, ALL.get(ELEMENT, from));
                from += acrossPanel;
                to += BYTES;
            }
        }
    }
}
