package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// The indices (int32) of the `k` largest elements along the last axis, largest first, the earlier of equal ones
/// first.
public record TopK(int k) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var shape = inputs.get(0).shape();
        var last = shape.dim(-1);
        if (k < 0 || (last.isKnown() && k > last.size())) {
            throw new ShapeException("cannot take the top " + k + " of the last axis of " + shape);
        }
        return new TensorType(DType.INT32, shape.with(-1, Dim.fixed(k)));
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
