package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// The same elements in the same row-major order under another shape.
public record Reshape(Shape shape) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var from = inputs.get(0).type();
        if (from.shape().isKnown() && shape.isKnown() && from.shape().size() != shape.size()) {
            throw new ShapeException("cannot reshape " + from.shape() + " to " + shape + ": " + from.shape().size()
                    + " elements do not fill " + shape.size());
        }
        return from.withShape(shape);
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Node.of(new Reshape(node.input(0).shape()), upstream);
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new Reshape(shape.map(change));
    }
}
