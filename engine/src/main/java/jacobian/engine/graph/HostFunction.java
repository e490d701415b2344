package jacobian.engine.graph;

import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// A function from outside the engine, computed on the host: a solver, a search, a user's own operation.
public interface HostFunction {
    /// The name that messages and printed programs show.
    String name();

    /// The types of the results for inputs of the given types.
    List<TensorType> types(List<TensorType> inputs);

    /// Reads the inputs and fills the results: row-major elements in native byte order. The types have known
    /// sizes.
    void call(List<TensorType> types, List<MemorySegment> inputs, List<MemorySegment> results);

    /// Gradients for all inputs, from the node and one upstream for each result; empty where no gradient flows.
    default Optional<List<Node>> gradients(Node node, List<Node> upstreams) {
        return Optional.empty();
    }
}
