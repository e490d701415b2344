package jacobian.engine.graph;

import jacobian.engine.shape.TensorType;
import java.util.List;

/// Result number `index` of an operation that has several.
public record Pick(int index) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return inputs.get(0).types().get(index);
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Op.none(this);
    }
}
