package jacobian.engine.graph;

import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reverse-mode differentiation: the rules of the operations, applied from the results back to what they depend
/// on.
///
/// The gradients are nodes like any others, so that they can be differentiated again.
public final class Gradient {
    private final Set<Node> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Node, Node> upstream = new IdentityHashMap<>();
    private final Map<Node, Node[]> upstreams = new IdentityHashMap<>();

    private Gradient() {}

    /// For each of `variables` the gradient of the scalar `loss`, empty where the loss does not depend on it.
    public static List<Optional<Node>> of(Node loss, List<Node> variables) {
        if (loss.rank() != 0 || !loss.dtype().isFloating()) {
            throw new ShapeException("a gradient needs a scalar loss of a floating type, not " + loss.type()
                    + ": take its mean() or sum()");
        }
        return of(List.of(loss), List.of(loss.constant(1, loss.dtype())), variables);
    }

    /// The vector-Jacobian product: gradients of the sum of `results` times their `upstreams`, for each of
    /// `variables`.
    public static List<Optional<Node>> of(List<Node> results, List<Node> upstreams, List<Node> variables) {
        var gradient = new Gradient();
        var order = Order.of(results);
        gradient.mark(order, variables);
        for (int i = 0; i < results.size(); i++) {
            gradient.add(results.get(i), upstreams.get(i));
        }
        for (var node : order.reversed()) {
            gradient.propagate(node);
        }
        return variables.stream()
                .map(variable -> Optional.ofNullable(gradient.upstream.get(variable)))
                .toList();
    }

    /// Jacobian-vector products, forward-mode differentiation: how each of `results` changes when each variable
    /// moves along its tangent.
    ///
    /// The vector-Jacobian product is linear in its upstreams; its own gradient by them, taken at any point, is
    /// the product with the tangents.
    public static List<Node> jvp(List<Node> results, List<Node> variables, List<Node> tangents) {
        // Stopped, so that no rule takes them for zeros that it may leave out.
        var anywhere = results.stream()
                .map(result -> result.zerosLike().stopGradient())
                .toList();
        var products = of(results, anywhere, variables);
        var used = new ArrayList<Node>();
        var along = new ArrayList<Node>();
        for (int i = 0; i < variables.size(); i++) {
            if (products.get(i).isPresent()) {
                used.add(products.get(i).get());
                along.add(tangents.get(i));
            }
        }
        var changes = of(used, along, anywhere);
        var all = new ArrayList<Node>();
        for (int i = 0; i < results.size(); i++) {
            all.add(changes.get(i).orElseGet(results.get(i)::zerosLike));
        }
        return all;
    }

    /// Marks the nodes on a differentiable way from a variable.
    private void mark(List<Node> order, List<Node> variables) {
        needed.addAll(variables);
        for (var node : order) {
            var inputs = node.inputs();
            for (int i = 0; i < inputs.size(); i++) {
                if (needed.contains(inputs.get(i))
                        && (node.op() instanceof Pick || node.op().differentiable(i))) {
                    needed.add(node);
                }
            }
        }
    }

    private void add(Node node, Node gradient) {
        if (!needed.contains(node)) {
            return;
        }
        upstream.merge(node, gradient, Node::add);
    }

    private void propagate(Node node) {
        if (!needed.contains(node)) {
            return;
        }
        if (isJoint(node)) {
            propagateAll(node);
            return;
        }
        var gradient = upstream.get(node);
        if (gradient == null) {
            return;
        }
        if (node.op() instanceof Pick(int index)) {
            // The owner takes all its upstreams at once, when its turn comes.
            var owner = node.input(0);
            var slots =
                    upstreams.computeIfAbsent(owner, _ -> new Node[owner.types().size()]);
            slots[index] = slots[index] == null ? gradient : slots[index].add(gradient);
            return;
        }
        var inputs = node.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            if (needed.contains(inputs.get(i)) && node.op().differentiable(i)) {
                add(inputs.get(i), node.op().gradient(i, node, gradient));
            }
        }
    }

    /// Whether the rule of `node` gives the gradients of all inputs together.
    private static boolean isJoint(Node node) {
        return node.types().size() != 1
                || node.op() instanceof Composite
                || node.op() instanceof Scan
                || node.op() instanceof HostCall;
    }

    /// Applies a joint rule, with zeros for the results that the loss does not use.
    private void propagateAll(Node node) {
        var slots = upstreams.get(node);
        var direct = upstream.get(node);
        if (direct != null) {
            slots = new Node[] {direct};
        }
        if (slots == null) {
            return;
        }
        var all = new ArrayList<Node>();
        for (int i = 0; i < slots.length; i++) {
            var type = node.types().get(i);
            all.add(slots[i] == null ? Node.full(0, type.dtype(), type.shape()) : slots[i]);
        }
        var gradients = node.op().gradients(node, all);
        for (int i = 0; i < node.inputs().size(); i++) {
            if (node.op().differentiable(i) && node.input(i).dtype().isFloating()) {
                add(node.input(i), gradients.get(i));
            }
        }
    }
}
