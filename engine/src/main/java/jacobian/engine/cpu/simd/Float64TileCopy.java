package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;

/// Moves or adds a tile from scratch memory to the matrix it belongs to.
final class Float64TileCopy {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final int SCRATCH_ROW = 2 * Float64Tiles.VECTOR;

    private Float64TileCopy() {}

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
        for (; j <= columns - Float64Tiles.LANES; j += Float64Tiles.LANES) {
            load(from).intoMemorySegment(Memory.ALL, to, ORDER);
            from += Float64Tiles.VECTOR;
            to += Float64Tiles.VECTOR;
        }
        for (; j < columns; j++, from += Double.BYTES, to += Double.BYTES) {
            Memory.ALL.set(ELEMENT, to, Memory.ALL.get(ELEMENT, from));
        }
    }

    private static void addRow(long from, long to, int columns) {
        int j = 0;
        for (; j <= columns - Float64Tiles.LANES; j += Float64Tiles.LANES) {
            load(to).add(load(from)).intoMemorySegment(Memory.ALL, to, ORDER);
            from += Float64Tiles.VECTOR;
            to += Float64Tiles.VECTOR;
        }
        for (; j < columns; j++, from += Double.BYTES, to += Double.BYTES) {
            Memory.ALL.set(ELEMENT, to, Memory.ALL.get(ELEMENT, to) + Memory.ALL.get(ELEMENT, from));
        }
    }

    private static DoubleVector load(long address) {
        return DoubleVector.fromMemorySegment(Float64Tiles.SPECIES, Memory.ALL, address, ORDER);
    }
}
