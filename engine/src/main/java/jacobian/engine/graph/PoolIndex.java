package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// The linear spatial index (int32) of the first largest element under each position of a window: where [Pool] of
/// kind MAX takes its values.
public record PoolIndex(Window window) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var shape = inputs.get(0).shape();
        return new TensorType(DType.INT32, window.slide(shape, shape.dim(-1)));
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
