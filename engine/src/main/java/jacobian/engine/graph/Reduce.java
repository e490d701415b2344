package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/// One number from all elements along `axes`, which disappear. Over no elements: 0, 1, the lowest and the highest
/// value.
///
/// Of bools, MAX is "any" and MIN is "all". NaN among the elements gives NaN.
public record Reduce(Kind kind, List<Integer> axes) implements Op {
    public enum Kind {
        SUM,
        PRODUCT,
        MAX,
        MIN
    }

    public Reduce {
        axes = axes.stream().sorted().toList();
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var type = inputs.get(0).type();
        if (type.dtype() == DType.BOOL && (kind == Kind.SUM || kind == Kind.PRODUCT)) {
            throw new DTypeException(kind + " of " + type + ": cast it to a number first");
        }
        var shape = type.shape();
        for (int axis : axes.reversed()) {
            shape = shape.without(axis);
        }
        return type.withShape(shape);
    }

    /// `reduced`, the result or its gradient, repeated to the shape of the input.
    private Node expand(Node reduced, Shape shape) {
        var ones = shape;
        for (int axis : axes) {
            ones = ones.with(axis, Dim.fixed(1));
        }
        return Node.of(new Broadcast(shape, axes), Node.of(new Reshape(ones), reduced));
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        var x = node.input(0);
        var up = expand(upstream, x.shape());
        return switch (kind) {
            case SUM -> up;
            case PRODUCT -> up.multiply(productOfOthers(x));
            case MAX, MIN -> {
                var chosen = x.equal(expand(node, x.shape())).cast(x.dtype());
                var count = expand(Node.of(new Reduce(Kind.SUM, axes), chosen), x.shape());
                yield up.multiply(chosen.divide(count));
            }
        };
    }

    /// For each element the product of all others, right where some are zero: the product before it times the
    /// product after it.
    private Node productOfOthers(Node x) {
        var last = new ArrayList<Integer>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (!axes.contains(axis)) {
                last.add(axis);
            }
        }
        last.addAll(axes);
        var transpose = new Transpose(last);
        var moved = Node.of(transpose, x);
        var flat = moved.reshapeLast(axes.size());
        int axis = flat.rank() - 1;
        var before = Node.of(new Cumulative(Cumulative.Kind.PRODUCT, axis, false, true), flat);
        var after = Node.of(new Cumulative(Cumulative.Kind.PRODUCT, axis, true, true), flat);
        var others = Node.of(new Reshape(moved.shape()), before.multiply(after));
        return Node.of(new Transpose(transpose.inverse()), others);
    }
}
