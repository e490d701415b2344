package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// The indices (int32) that sort along `axis`; equal elements keep their order, NaN comes last.
public record ArgSort(int axis, boolean descending) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var shape = inputs.get(0).shape();
        shape.axis(axis);
        return new TensorType(DType.INT32, shape);
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
