package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.Memory.ALL;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/// Copies a strip of a matrix into a panel: `width` elements for each of `depth` terms, the ones beyond the strip zero.
final class Float32Packing {
    private static final int BYTES = Float.BYTES;
    private static final int LANES = Float32Tiles.LANES;
    private static final int VECTOR = Float32Tiles.VECTOR;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfLong PAIR = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Terms that are transposed together: one cache line of every row of the strip.
    private static final int TERMS = 64 / BYTES;

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
        } else if (alongDepth == BYTES && used == width && width % 2 == 0) {
            packTransposed(source, target, width);
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
                FloatVector.fromMemorySegment(Float32Tiles.SPECIES, ALL, source + v, ORDER)
                        .intoMemorySegment(ALL, target + v, ORDER);
            }
            source += alongDepth;
            target += bytes;
        }
        if (last < depth) {
            packElements(source, target, 0, 1, width, width);
        }
    }

    /// Terms are adjacent: two by two elements are exchanged in a pair of 64-bit words, a quarter of the stores of
    /// element by element.
    private void packTransposed(long source, long target, int width) {
        int whole = depth / 2 * 2;
        for (int k = 0; k < whole; k += TERMS) {
            int terms = Math.min(TERMS, whole - k);
            for (int j = 0; j < width; j += 2) {
                long from = source + (long) k * BYTES + j * acrossPanel;
                transposePairs(from, target + ((long) k * width + j) * BYTES, terms, (long) width * BYTES);
            }
        }
        packElements(source, target, whole, depth, width, width);
    }

    private void transposePairs(long source, long target, int terms, long step) {
        long next = source + acrossPanel;
        for (int k = 0; k < terms; k += 2) {
            long x = ALL.get(PAIR, source);
            long y = ALL.get(PAIR, next);
            ALL.set(PAIR, target, x & 0xffff_ffffL | y << 32);
            ALL.set(PAIR, target + step, x >>> 32 | y & ~0xffff_ffffL);
            source += 2 * BYTES;
            next += 2 * BYTES;
            target += 2 * step;
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
                ALL.set(ELEMENT, to, 0f);
                to += BYTES;
            }
        }
    }
}
