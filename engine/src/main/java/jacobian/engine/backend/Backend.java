package jacobian.engine.backend;

import jacobian.engine.graph.Graph;
import jacobian.engine.shape.TensorType;

/// A device: makes room for values and turns graphs into programs.
public interface Backend {
    /// The name by which a user asks for it, such as "cpu".
    String name();

    /// Where several are there and none is asked for, the highest wins.
    int priority();

    /// Room for values of `type`, whose sizes are known; the contents are undefined until written.
    Buffer allocate(TensorType type);

    /// A program for `graph`; slow, so its result is kept and used for all graphs equal to this one.
    Executable compile(Graph graph);
}
