package jacobian.engine.graph;

import jacobian.engine.shape.TensorType;
import java.util.List;

/// The input itself, through which no gradient flows.
public record StopGradient() implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public boolean differentiable(int input) {
        return false;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Op.none(this);
    }
}
