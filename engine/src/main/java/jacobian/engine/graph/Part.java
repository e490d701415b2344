package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Piece number `index` of an axis that is made of pieces of the given `sizes`: the gradient of [Concat] where
/// sizes are symbols.
public record Part(int axis, Shape sizes, int index) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var type = inputs.get(0).type();
        return type.withShape(type.shape().with(axis, sizes.dim(index)));
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        var pieces = new ArrayList<Node>();
        for (int i = 0; i < sizes.rank(); i++) {
            var shape = upstream.shape().with(axis, sizes.dim(i));
            pieces.add(i == index ? upstream : Node.full(0, upstream.dtype(), shape));
        }
        return Node.of(new Concat(axis), pieces);
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new Part(axis, sizes.map(change), index);
    }
}
