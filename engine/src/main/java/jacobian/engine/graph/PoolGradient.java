package jacobian.engine.graph;

import jacobian.engine.shape.TensorType;
import java.util.List;

/// The gradient of [Pool]. Inputs: x, of which AVERAGE needs the shape only, and upstream; result in the shape
/// of x. Of kind MAX the first largest element under the window gets it all.
public record PoolGradient(Pool.Kind kind, Window window) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public boolean differentiable(int input) {
        return input == 1;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        if (kind == Pool.Kind.AVERAGE) {
            return Node.of(new Pool(kind, window), upstream);
        }
        var index = Node.of(new PoolIndex(window), node.input(0));
        int spatial = window.size().size();
        var flat = Node.of(new GatherAlong(1), upstream.flattenAxes(1, spatial), index.flattenAxes(1, spatial));
        return Node.of(new Reshape(node.input(1).shape()), flat);
    }
}
