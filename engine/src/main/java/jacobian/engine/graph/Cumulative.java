package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// Running sums or products along `axis`, from the end if `reverse`; `exclusive` leaves the element itself out.
public record Cumulative(Kind kind, int axis, boolean reverse, boolean exclusive) implements Op {
    public enum Kind {
        SUM,
        PRODUCT
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var type = inputs.get(0).type();
        type.shape().axis(axis);
        if (type.dtype() == DType.BOOL) {
            throw new DTypeException("cumulative " + kind + " of " + type + ": cast it to a number first");
        }
        return type;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return switch (kind) {
            case SUM -> Node.of(new Cumulative(kind, axis, !reverse, exclusive), upstream);
            case PRODUCT -> CumulativeProduct.gradient(this, node.input(0), upstream);
        };
    }
}
