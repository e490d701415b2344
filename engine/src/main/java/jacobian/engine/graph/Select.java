package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// `condition ? a : b` for each element; both are computed. Inputs: condition (bool), a, b, all of one shape.
public record Select() implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var condition = inputs.get(0).type();
        var a = inputs.get(1).type();
        var b = inputs.get(2).type();
        if (condition.dtype() != DType.BOOL || a.dtype() != b.dtype()) {
            throw new DTypeException(
                    "select of " + condition + ", " + a + ", " + b + ": needs a bool and two of one type");
        }
        return a.withShape(Equal.shapes(this, inputs));
    }

    @Override
    public boolean differentiable(int input) {
        return input > 0;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        var zero = upstream.zerosLike();
        var condition = node.input(0);
        return input == 1 ? condition.select(upstream, zero) : condition.select(zero, upstream);
    }
}
