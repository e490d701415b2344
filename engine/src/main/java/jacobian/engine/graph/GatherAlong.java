package jacobian.engine.graph;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// For each position, the element of the operand at the given index along `axis` (NumPy's `take_along_axis`).
/// Inputs: operand, indices (int32); they agree on all other axes, and the result has the shape of the indices.
public record GatherAlong(int axis) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var operand = inputs.get(0).type();
        var indices = inputs.get(1).type();
        Indices.require("gather along an axis", indices);
        for (int i = 0; i < operand.shape().rank(); i++) {
            if (indices.shape().rank() != operand.shape().rank()
                    || (i != axis
                            && !operand.shape().dim(i).agrees(indices.shape().dim(i)))) {
                throw new ShapeException("cannot gather along axis " + axis + " of " + operand.shape() + " by indices "
                        + indices.shape() + ": all other axes must match");
            }
        }
        return operand.withShape(indices.shape());
    }

    @Override
    public boolean differentiable(int input) {
        return input == 0;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Node.of(new ScatterAlong(axis, node.input(0).shape().dim(axis)), node.input(1), upstream);
    }
}
