package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// The index along `axis` of each element: 0, 1, 2, ...
public record Iota(TensorType of, int axis) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return of;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Op.none(this);
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new Iota(of.withShape(of.shape().map(change)), axis);
    }
}
