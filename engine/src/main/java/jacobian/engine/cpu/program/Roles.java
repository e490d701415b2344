package jacobian.engine.cpu.program;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Bitcast;
import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Constant;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Input;
import jacobian.engine.graph.Iota;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.RandomBits;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Reverse;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Size;
import jacobian.engine.graph.Slice;
import jacobian.engine.graph.Transpose;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Which nodes of a graph compute, which are mere views of others, and which must have a buffer of their own.
final class Roles {
    private final Set<Node> forced = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Sizes sizes;

    Roles(Graph graph, Sizes sizes) {
        this.sizes = sizes;
        for (var node : graph.nodes()) {
            if (isLoop(node.op())) {
                node.inputs().forEach(this::forceUnreachable);
            } else if (!isViewOp(node.op()) && !(node.op() instanceof Size)) {
                node.inputs().forEach(this::forceBuffer);
            }
        }
        var seen = Collections.newSetFromMap(new IdentityHashMap<Node, Boolean>());
        for (var result : graph.results()) {
            forceBuffer(result);
            boolean twice = !seen.add(use(result).root());
            boolean moved =
                    isViewOp(result.op()) && (twice || use(result).root().op() instanceof Input);
            boolean cut = use(result).views().stream().anyMatch(view -> view.op() instanceof Slice);
            if (moved || cut) {
                forced.add(result);
            }
        }
    }

    /// Operations that a fused loop can do.
    static boolean isLoop(Op op) {
        return switch (op) {
            case Unary _, Binary _, Comparison _, Select _, Cast _, Bitcast _, Iota _, RandomBits _, Reduce _ -> true;
            default -> false;
        };
    }

    private static boolean isViewOp(Op op) {
        return switch (op) {
            case Reshape _, Broadcast _, Transpose _, Slice _, Reverse _ -> true;
            default -> false;
        };
    }

    /// Whether `node` is done in a fused loop: an elementwise operation, a reduction, or a copy that is needed.
    boolean inLoop(Node node) {
        return isLoop(node.op()) || forced.contains(node);
    }

    boolean isView(Node node) {
        return isViewOp(node.op()) && !forced.contains(node);
    }

    /// Whether `node` is a constant that loops hold in a register.
    boolean isLiteral(Node node) {
        return node.op() instanceof Constant && !forced.contains(node);
    }

    /// Whether this view or constant has a buffer of its own.
    boolean isForced(Node node) {
        return forced.contains(node);
    }

    Use use(Node node) {
        var views = new ArrayDeque<Node>();
        var root = node;
        while (isView(root)) {
            views.addFirst(root);
            root = root.input(0);
        }
        return new Use(root, List.copyOf(views));
    }

    /// The use that copying a forced view reads.
    Use copied(Node view) {
        if (!isViewOp(view.op())) {
            return new Use(view, List.of());
        }
        var inner = use(view.input(0));
        var views = new ArrayList<>(inner.views());
        views.add(view);
        return new Use(inner.root(), views);
    }

    /// Kernels other than loops read buffers without gaps.
    private void forceBuffer(Node node) {
        forceUnreachable(node);
        if (!use(node).isAlias() || use(node).root().op() instanceof Constant) {
            forced.add(node);
        }
    }

    /// A reshape of a view with gaps is no view: what it reads gets a buffer, and what that copy reads must be
    /// reachable in turn.
    private void forceUnreachable(Node node) {
        var at = node;
        while (isView(at)) {
            if (at.op() instanceof Reshape(var shape)) {
                var input = at.input(0);
                if (!use(input).isAlias() && !squeezes(input.shape(), shape)) {
                    forced.add(input);
                    forceUnreachable(input.input(0));
                }
            }
            at = at.input(0);
        }
    }

    /// Whether both shapes are the same but for axes of size 1.
    private boolean squeezes(Shape from, Shape to) {
        var a = from.dims().stream().filter(dim -> !sizes.isOne(dim)).toList();
        var b = to.dims().stream().filter(dim -> !sizes.isOne(dim)).toList();
        return sizes.same(Shape.of(a), Shape.of(b));
    }
}
