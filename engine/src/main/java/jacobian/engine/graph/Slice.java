package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The part of the input that one [Range] an axis takes.
public record Slice(List<Range> ranges) implements Op {
    public Slice {
        ranges = List.copyOf(ranges);
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var type = inputs.get(0).type();
        if (type.shape().rank() != ranges.size()) {
            throw new ShapeException(
                    "cannot slice " + type.shape() + " with " + ranges.size() + " ranges: needs one an axis");
        }
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < ranges.size(); i++) {
            dims.add(ranges.get(i).of(type.shape().dim(i)));
        }
        return type.withShape(Shape.of(dims));
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Node.of(new Unslice(ranges, node.input(0).shape()), upstream);
    }
}
