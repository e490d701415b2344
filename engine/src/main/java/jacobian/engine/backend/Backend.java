package jacobian.engine.backend;

import jacobian.engine.graph.Graph;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A device: makes room for values and turns graphs into programs.
public interface Backend {
    /// The name by which a user asks for it, such as "cpu".
    String name();

    /// Where several are there and none is asked for, the highest wins.
    int priority();

    /// Room for values of `type`, whose sizes are known; the contents are undefined until written.
    Buffer allocate(TensorType type);

    /// A buffer around `elements` where they lie, row-major in native byte order; empty where the device cannot
    /// use them there. Nobody changes them from now on, and they stay as long as the segment is reachable.
    default Optional<Buffer> wrap(TensorType type, MemorySegment elements) {
        return Optional.empty();
    }

    /// A program for `graph`; slow, so its result is kept and used for all graphs equal to this one.
    Executable compile(Graph graph);
}
