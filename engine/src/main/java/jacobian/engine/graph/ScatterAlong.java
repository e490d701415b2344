package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// Zeros of `size` along `axis` to which each update is added at its index along that axis, in order: the
/// gradient of [GatherAlong]. Inputs: indices (int32), updates, of one shape.
public record ScatterAlong(int axis, Dim size) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var indices = inputs.get(0).type();
        Indices.require("scatter along an axis", indices);
        var shape = Equal.shapes(this, inputs);
        return inputs.get(1).type().withShape(shape.with(axis, size));
    }

    @Override
    public boolean differentiable(int input) {
        return input == 1;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Node.of(new GatherAlong(axis), upstream, node.input(0));
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new ScatterAlong(axis, change.apply(size));
    }
}
