package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/// Moves or adds a tile from scratch memory to the matrix it belongs to.
final class Float32TileCopy {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int SCRATCH_ROW = 2 * Float32Tiles.VECTOR;

    private Float32TileCopy() {}

    /// Writes, or adds with `add`, the first `columns` elements of `rows` rows of the scratch tile `from` to
    /// `to`, its rows are `row` bytes apart.
    static void copy(long from, long to, long row, int rows, int columns, boolean add) {
        for (int i = 0; i < rows; i++) {
            if (add) {
                addRow(from, to, columns);
            } else {
                copyRow(from, to, columns);
            }
            from += SCRATCH_ROW;
            to += row;
        }
    }

    private static void copyRow(long from, long to, int columns) {
        int j = 0;
        for (; j <= columns - Float32Tiles.LANES; j += Float32Tiles.LANES) {
            load(from).intoMemorySegment(Memory.ALL, to, ORDER);
            from += Float32Tiles.VECTOR;
            to += Float32Tiles.VECTOR;
        }
        for (; j < columns; j++, from += Float.BYTES, to += Float.BYTES) {
            Memory.ALL.set(ELEMENT, to, Memory.ALL.get(ELEMENT, from));
        }
    }

    private static void addRow(long from, long to, int columns) {
        int j = 0;
        for (; j <= columns - Float32Tiles.LANES; j += Float32Tiles.LANES) {
            load(to).add(load(from)).intoMemorySegment(Memory.ALL, to, ORDER);
            from += Float32Tiles.VECTOR;
            to += Float32Tiles.VECTOR;
        }
        for (; j < columns; j++, from += Float.BYTES, to += Float.BYTES) {
            Memory.ALL.set(ELEMENT, to, Memory.ALL.get(ELEMENT, to) + Memory.ALL.get(ELEMENT, from));
        }
    }

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(Float32Tiles.SPECIES, Memory.ALL, address, ORDER);
    }
}
