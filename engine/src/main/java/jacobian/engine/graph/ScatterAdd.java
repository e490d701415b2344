package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// Zeros of `size` along `axis` to which each update is added at its index, in the order of the updates.
/// Inputs: indices (int32), updates (the axes before `axis`, then those of the indices, then those after).
public record ScatterAdd(int axis, Dim size) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var indices = inputs.get(0).type();
        var updates = inputs.get(1).type();
        Indices.require("scatter-add", indices);
        int after = axis + indices.shape().rank();
        if (updates.shape().rank() < after) {
            throw new ShapeException(
                    "cannot scatter " + updates.shape() + " by indices " + indices.shape() + " along axis " + axis);
        }
        var shape = updates.shape().range(0, axis).concat(Shape.of(List.of(size)));
        return updates.withShape(
                shape.concat(updates.shape().range(after, updates.shape().rank())));
    }

    @Override
    public boolean differentiable(int input) {
        return input == 1;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Node.of(new Gather(axis), upstream, node.input(0));
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new ScatterAdd(axis, change.apply(size));
    }
}
