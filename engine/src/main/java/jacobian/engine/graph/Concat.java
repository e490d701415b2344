package jacobian.engine.graph;

import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.SizeRule;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The inputs one after the other along `axis`; the other axes agree.
public record Concat(int axis) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var type = inputs.get(0).type();
        var shape = type.shape();
        for (int i = 1; i < inputs.size(); i++) {
            shape = join(shape, inputs.get(i), type);
        }
        return type.withShape(shape);
    }

    private Shape join(Shape shape, Node next, TensorType first) {
        var other = next.shape();
        if (next.dtype() != first.dtype()) {
            throw new DTypeException("cannot concatenate " + first + " with " + next.type() + ": cast one");
        }
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < shape.rank(); i++) {
            if (other.rank() != shape.rank() || (i != axis && !other.dim(i).agrees(shape.dim(i)))) {
                throw new ShapeException("cannot concatenate " + shape + " with " + other + " along axis " + axis
                        + ": all other axes must match");
            }
            dims.add(
                    i == axis
                            ? Dim.derived(new SizeRule.Sum(), List.of(shape.dim(i), other.dim(i)))
                            : shape.dim(i).meet(other.dim(i)));
        }
        return Shape.of(dims);
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        var sizes = Shape.of(
                node.inputs().stream().map(each -> each.shape().dim(axis)).toList());
        if (!sizes.isFixed()) {
            return Node.of(new Part(axis, sizes, input), upstream);
        }
        int from = sizes.range(0, input).dims().stream().mapToInt(Dim::size).sum();
        var ranges = new ArrayList<>(Collections.nCopies(upstream.rank(), Range.ALL));
        ranges.set(axis, new Range(from, from + sizes.size(input), 1));
        return Node.of(new Slice(ranges), upstream);
    }
}
