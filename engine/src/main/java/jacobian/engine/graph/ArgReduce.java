package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// The index (int32) of the first largest or smallest element along `axis`, which disappears.
public record ArgReduce(Kind kind, int axis) implements Op {
    public enum Kind {
        MAX,
        MIN
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var shape = inputs.get(0).shape();
        if (shape.size(axis) == 0) {
            throw new ShapeException("no " + kind + " index along axis " + axis + " of " + shape + ": it is empty");
        }
        return new TensorType(DType.INT32, shape.without(axis));
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
