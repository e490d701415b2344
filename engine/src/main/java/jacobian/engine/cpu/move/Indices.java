package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;

/// Index operands, looked at before they are used.
final class Indices {
    private Indices() {}

    /// Index number `i` of the int32 array at `address`, which must be one of `size` positions.
    static int at(long address, long i, int size) {
        int index = Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address + 4 * i);
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index " + index + " (number " + i + ") is outside an axis of size "
                    + size + ": indices go from 0 to " + (size - 1));
        }
        return index;
    }
}
