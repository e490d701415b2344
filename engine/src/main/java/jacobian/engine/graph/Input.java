package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// A leaf whose value comes from outside the graph.
public record Input(Source source, TensorType of) implements Op {
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
        return new Input(source, of.withShape(of.shape().map(change)));
    }

    @Override
    public String toString() {
        return "Input";
    }
}
