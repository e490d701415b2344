package jacobian.engine.graph;

import jacobian.engine.shape.TensorType;
import java.util.List;

/// The input with the order along each of `axes` turned round.
public record Reverse(List<Integer> axes) implements Op {
    public Reverse {
        axes = List.copyOf(axes);
    }

    @Override
    public TensorType type(List<Node> inputs) {
        axes.forEach(inputs.get(0).shape()::axis);
        return inputs.get(0).type();
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Node.of(this, upstream);
    }
}
