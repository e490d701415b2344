package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.Memory.ALL;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;

/// Copies a strip of a matrix into a panel: `width` elements for each of `depth` terms, the ones beyond the strip zero.
final class Float64Packing {
    private static final int BYTES = Double.BYTES;
    private static final int LANES = Float64Tiles.LANES;
    private static final int VECTOR = Float64Tiles.VECTOR;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /// Terms of the sum.
    int depth;

    /// Bytes between terms, and between the elements of one term, in the matrix.
    long alongDepth;

    long acrossPanel;

    /// `bytes` rounded up to whole cache lines.
    static long aligned(long bytes) {
        return (bytes + Memory.ALIGNMENT - 1) / Memory.ALIGNMENT * Memory.ALIGNMENT;
    }

    /// Packs `used <= width` elements a term from `source` to `target`.
    void pack(long source, long target, int used, int width) {
        if (acrossPanel == BYTES && used == width) {
            packVectors(source, target, width);
        } else {
            packElements(source, target, 0, depth, used, width);
        }
    }

    /// Elements of a term are adjacent. Whole vectors are copied, the last of a term reaching into the next one, which
    /// is
    /// written after it; the last term alone is copied by elements.
    private void packVectors(long source, long target, int width) {
        int bytes = width * BYTES;
        int last = width % LANES == 0 ? depth : depth - 1;
        for (int k = 0; k < last; k++) {
            for (int v = 0; v < bytes; v += VECTOR) {
                DoubleVector.fromMemorySegment(Float64Tiles.SPECIES, ALL, source + v, ORDER)
                        .intoMemorySegment(ALL, target + v, ORDER);
            }
            source += alongDepth;
            target += bytes;
        }
        if (last < depth) {
            packElements(source, target, 0, 1, width, width);
        }
    }

    private void packElements(long source, long target, int k0, int k1, int used, int width) {
        for (int k = k0; k < k1; k++) {
            long from = source + k * alongDepth;
            long to = target + (long) k * width * BYTES;
            for (int j = 0; j < used; j++) {
                ALL.set(ELEMENT, to, ALL.get(ELEMENT, from));
                from += acrossPanel;
                to += BYTES;
            }
            for (int j = used; j < width; j++) {
                ALL.set(ELEMENT, to, 0.0);
                to += BYTES;
            }
        }
    }
}
