package jacobian.engine.backend;

import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;

/// Values on a device. Freed when nothing refers to it any more.
public interface Buffer {
    /// Element type and known sizes.
    TensorType type();

    /// Copies the elements, row-major in native byte order, to the start of `target`.
    void read(MemorySegment target);

    /// Copies the elements from the start of `source`.
    void write(MemorySegment source);
}
