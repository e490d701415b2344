package jacobian.engine.graph;

import jacobian.engine.shape.TensorType;
import java.util.List;

/// Slices of the operand along `axis`, one for each index. Inputs: operand, indices (int32, any shape); the
/// result has the indices' shape in place of that axis. An index outside the axis is refused when the program
/// runs.
public record Gather(int axis) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var operand = inputs.get(0).type();
        var indices = inputs.get(1).type();
        Indices.require("gather", indices);
        int at = operand.shape().axis(axis);
        var shape = operand.shape().range(0, at).concat(indices.shape());
        return operand.withShape(
                shape.concat(operand.shape().range(at + 1, operand.shape().rank())));
    }

    @Override
    public boolean differentiable(int input) {
        return input == 0;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Node.of(new ScatterAdd(axis, node.input(0).shape().dim(axis)), node.input(1), upstream);
    }
}
