package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.SizeRule;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// The same elements in the same row-major order under another shape.
public record Reshape(Shape shape) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var from = inputs.get(0).type();
        if (from.shape().isKnown() && shape.isKnown() && from.shape().size() != shape.size()) {
            throw new ShapeException("cannot reshape " + from.shape() + " to " + shape + ": "
                    + from.shape().size() + " elements do not fill " + shape.size());
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

    /// This operation with its one unknown size filled in, where the shape `from` that it is applied to is known.
    Reshape completed(Shape from) {
        return shape.isKnown() || !from.isKnown() ? this : new Reshape(complete(from));
    }

    private Shape complete(Shape from) {
        long known = 1;
        int open = -1;
        for (int i = 0; i < shape.rank(); i++) {
            if (shape.dim(i).isKnown()) {
                known *= shape.size(i);
            } else if (open >= 0) {
                throw new ShapeException("cannot reshape " + from + " to " + shape + ": two sizes are unknown");
            } else {
                open = i;
            }
        }
        if (known == 0 ? from.size() != 0 : from.size() % known != 0) {
            throw new ShapeException("cannot reshape " + from + " to " + shape + ": " + from.size()
                    + " elements are no multiple of " + known);
        }
        return shape.with(open, known == 0 ? Dim.fixed(0) : Dim.derived(new SizeRule.Product(known), from.dims()));
    }
}
