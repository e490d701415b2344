package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// The input written where `ranges` point in a tensor of zeros of `shape`: the gradient of [Slice].
public record Unslice(List<Range> ranges, Shape shape) implements Op {
    public Unslice {
        ranges = List.copyOf(ranges);
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var type = inputs.get(0).type();
        for (int i = 0; i < ranges.size(); i++) {
            if (!ranges.get(i).of(shape.dim(i)).agrees(type.shape().dim(i))) {
                throw new ShapeException("cannot write " + type.shape() + " into " + ranges + " of " + shape);
            }
        }
        return type.withShape(shape);
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Node.of(new Slice(ranges), upstream);
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new Unslice(ranges, shape.map(change));
    }
}
