package jacobian.engine.cpu.simd;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jacobian.engine.cpu.Memory;
import jdk.incubator.vector.FloatVector;

/// Copies a strip of a matrix into a panel: `width` elements for each of `depth` terms, the ones beyond the strip zero.
final class Float32Packing {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int BYTES = Float.BYTES;

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
        if (acrossPanel == BYTES && used == width && width % Float32Tiles.LANES == 0) {
            packVectors(source, target, width);
            return;
        }
        for (int j = 0; j < used; j++) {
            packStrided(source + j * acrossPanel, target + (long) j * BYTES, (long) width * BYTES);
        }
        for (int j = used; j < width; j++) {
            packZeros(target + (long) j * BYTES, (long) width * BYTES);
        }
    }

    private void packVectors(long source, long target, int width) {
        int bytes = width * BYTES;
        for (int k = 0; k < depth; k++) {
            for (int v = 0; v < bytes; v += Float32Tiles.VECTOR) {
                FloatVector.fromMemorySegment(Float32Tiles.SPECIES, Memory.ALL, source + v, ORDER)
                        .intoMemorySegment(Memory.ALL, target + v, ORDER);
            }
            source += alongDepth;
            target += bytes;
        }
    }

    private void packStrided(long source, long target, long step) {
        for (int k = 0; k < depth; k++) {
            Memory.ALL.set(ELEMENT, target, Memory.ALL.get(ELEMENT, source));
            source += alongDepth;
            target += step;
        }
    }

    private void packZeros(long target, long step) {
        for (int k = 0; k < depth; k++) {
            Memory.ALL.set(ELEMENT, target, 0f);
            target += step;
        }
    }
}
