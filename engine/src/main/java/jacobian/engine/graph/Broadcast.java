package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// The input repeated along `axes` of the result `shape`: new leading axes and axes of size 1.
///
/// Elementwise operations see equal shapes only: NumPy's implicit broadcasting is written out with this
/// operation.
public record Broadcast(Shape shape, List<Integer> axes) implements Op {
    public Broadcast {
        axes = List.copyOf(axes);
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var from = inputs.get(0).type();
        int lead = shape.rank() - from.shape().rank();
        for (int i = 0; i < shape.rank(); i++) {
            boolean kept = !axes.contains(i);
            if (lead < 0 || (kept && (i < lead || !from.shape().dim(i - lead).agrees(shape.dim(i))))) {
                throw new ShapeException("cannot broadcast " + from.shape() + " to " + shape + " along axes " + axes);
            }
        }
        return from.withShape(shape);
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        var from = node.input(0).shape();
        var summed = axes.isEmpty() ? upstream : Node.of(new Reduce(Reduce.Kind.SUM, axes), upstream);
        return Node.of(new Reshape(from), summed);
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new Broadcast(shape.map(change), axes);
    }
}
