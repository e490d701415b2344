package jacobian.engine.graph;

import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// The largest or the mean element under each position of a window, for each channel of `(batch, *spatial,
/// channels)`.
/// Padding never wins and is not counted.
public record Pool(Kind kind, Window window) implements Op {
    public enum Kind {
        MAX,
        AVERAGE
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var x = inputs.get(0).type();
        if (!x.dtype().isFloating()) {
            throw new DTypeException("pooling of " + x + ": needs float32 or float64 (cast it first)");
        }
        return x.withShape(window.slide(x.shape(), x.shape().dim(-1)));
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Node.of(new PoolGradient(kind, window), node.input(0), upstream);
    }
}
