package jacobian.engine.cpu.program;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Bitcast;
import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which dimensions of a graph are equal at every binding: elementwise operations make their operands' axes
/// equal.
final class Sizes {
    private final Map<Integer, Dim> same = new HashMap<>();

    static Sizes of(List<Node> nodes) {
        var sizes = new Sizes();
        for (var node : nodes) {
            switch (node.op()) {
                case Unary _, Binary _, Comparison _, Select _, Cast _, Bitcast _ ->
                    node.inputs().forEach(input -> sizes.join(input.shape(), node.shape()));
                case Broadcast(var shape, var axes) ->
                    sizes.joinKept(node.input(0).shape(), shape, axes);
                default -> {}
            }
        }
        return sizes;
    }

    private void join(Shape a, Shape b) {
        for (int i = 0; i < a.rank(); i++) {
            join(a.dim(i), b.dim(i));
        }
    }

    private void joinKept(Shape from, Shape to, List<Integer> repeated) {
        int lead = to.rank() - from.rank();
        for (int i = lead; i < to.rank(); i++) {
            if (!repeated.contains(i)) {
                join(from.dim(i - lead), to.dim(i));
            }
        }
    }

    private void join(Dim a, Dim b) {
        var x = find(a);
        var y = find(b);
        if (!x.isFixed() && (y.isFixed() || x.symbol() != y.symbol())) {
            same.put(x.symbol(), y);
        } else if (x.isFixed() && !y.isFixed()) {
            same.put(y.symbol(), x);
        }
    }

    private Dim find(Dim dim) {
        var at = dim;
        while (!at.isFixed() && same.containsKey(at.symbol())) {
            at = same.get(at.symbol());
        }
        return at;
    }

    boolean same(Dim a, Dim b) {
        var x = find(a);
        var y = find(b);
        return x.isFixed() ? y.isFixed() && x.size() == y.size() : x.symbol() == y.symbol();
    }

    boolean same(Shape a, Shape b) {
        boolean same = a.rank() == b.rank();
        for (int i = 0; same && i < a.rank(); i++) {
            same = same(a.dim(i), b.dim(i));
        }
        return same;
    }

    /// Whether `dim` is 1 at every binding.
    boolean isOne(Dim dim) {
        var found = find(dim);
        return found.isFixed() && found.size() == 1;
    }
}
