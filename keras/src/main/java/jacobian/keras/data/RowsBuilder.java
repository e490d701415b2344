package jacobian.keras.data;

import jacobian.engine.shape.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Rows collected one by one into a block of memory that grows.
final class RowsBuilder {
    private static final long FIRST_ROWS = 16;

    private @Nullable TensorType type;
    private MemorySegment elements = MemorySegment.NULL;
    private long rowBytes;
    private long count;

    /// Adds a row; the first one decides the type of all.
    void add(Object value) {
        var known = type;
        if (known == null) {
            known = RowFormat.type(value);
            type = known;
            rowBytes = known.shape().size() * known.dtype().bytes();
            elements = Arena.ofAuto().allocate(FIRST_ROWS * rowBytes, 64);
        }
        if ((count + 1) * rowBytes > elements.byteSize()) {
            var larger = Arena.ofAuto().allocate(2 * elements.byteSize(), 64);
            MemorySegment.copy(elements, 0, larger, 0, count * rowBytes);
            elements = larger;
        }
        RowFormat.write(value, known, elements, count * rowBytes, count);
        count++;
    }

    long count() {
        return count;
    }

    Rows build() {
        var known = type;
        if (known == null) {
            throw new IllegalArgumentException("a data set has no rows: it needs at least one");
        }
        return new Rows(known, count, elements.asSlice(0, count * rowBytes));
    }
}
