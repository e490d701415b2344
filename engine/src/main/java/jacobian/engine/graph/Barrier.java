package jacobian.engine.graph;

import jacobian.engine.shape.TensorType;
import java.util.List;

/// The first input itself, not before the other inputs are known.
///
/// A compiler takes what is computed from it for something else than what is computed from the input, and neither
/// shares the two nor moves one to the other: what a gradient is to compute again is not kept instead.
public record Barrier() implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public boolean differentiable(int input) {
        return input == 0;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return upstream;
    }
}
