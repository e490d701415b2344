package jacobian.engine.backend;

import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Values on a device. Freed when nothing refers to it any more.
public interface Buffer {
    /// Element type and known sizes.
    TensorType type();

    /// Copies the elements, row-major in native byte order, to the start of `target`.
    void read(MemorySegment target);

    /// The elements where they lie, read-only, row-major in native byte order; empty where the device's memory
    /// is not the machine's. They stay as long as the segment is reachable.
    default Optional<MemorySegment> memory() {
        return Optional.empty();
    }

    /// Copies the elements from the start of `source`.
    void write(MemorySegment source);

    /// Copies `bytes` bytes of `source`, from `from` on, over the elements from byte number `at` on.
    void write(long at, MemorySegment source, long from, long bytes);
}
