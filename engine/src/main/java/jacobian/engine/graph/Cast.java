package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// The same numbers in another element type: floating to integer truncates towards zero (saturating, NaN
/// becomes 0), anything to bool is `!= 0`, integers to narrower ones keep the low bits.
public record Cast(DType dtype) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return inputs.get(0).type().withDType(dtype);
    }

    @Override
    public boolean differentiable(int input) {
        return dtype.isFloating();
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return upstream.cast(node.input(0).dtype());
    }
}
