package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.SizeRule;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The input with `low` zeros before and `high` zeros after it, one number an axis.
public record Pad(List<Integer> low, List<Integer> high) implements Op {
    public Pad {
        low = List.copyOf(low);
        high = List.copyOf(high);
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var type = inputs.get(0).type();
        if (type.shape().rank() != low.size() || low.size() != high.size()) {
            throw new ShapeException(
                    "cannot pad " + type.shape() + " by " + low + " and " + high + ": needs one number an axis");
        }
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < low.size(); i++) {
            if (low.get(i) < 0 || high.get(i) < 0) {
                throw new ShapeException(
                        "cannot pad axis " + i + " by " + low.get(i) + " and " + high.get(i) + ": slice it");
            }
            dims.add(grow(type.shape().dim(i), low.get(i) + high.get(i)));
        }
        return type.withShape(Shape.of(dims));
    }

    private static Dim grow(Dim dim, int by) {
        return by == 0 ? dim : Dim.derived(new SizeRule.Plus(by), List.of(dim));
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        var ranges = new ArrayList<Range>();
        for (int i = 0; i < low.size(); i++) {
            ranges.add(new Range(low.get(i), high.get(i) == 0 ? Range.END : -high.get(i), 1));
        }
        return Node.of(new Slice(ranges), upstream);
    }
}
