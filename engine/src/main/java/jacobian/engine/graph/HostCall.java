package jacobian.engine.graph;

import jacobian.engine.shape.TensorType;
import java.util.List;

/// A [HostFunction] applied in a graph; never fused, equal where the functions are: the same object, unless the
/// function says otherwise.
public record HostCall(HostFunction function) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return types(inputs).get(0);
    }

    @Override
    public List<TensorType> types(List<Node> inputs) {
        return function.types(inputs.stream().map(Node::type).toList());
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return gradients(node, List.of(upstream)).get(input);
    }

    @Override
    public List<Node> gradients(Node node, List<Node> upstreams) {
        return function.gradients(node, upstreams)
                .orElseThrow(() -> new IllegalStateException(
                        function.name() + " has no gradient: stop it with stopGradient(), or give the function one"));
    }

    @Override
    public String toString() {
        return "HostCall[" + function.name() + "]";
    }
}
