package jacobian.engine.cpu.program;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Unary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// Moves cheap operations from the loop that could compute them to the one loop that needs them, if that can read
/// what they are made from:
/// the mask of a ReLU is made where the gradient passes, from the activation that is kept anyway.
final class Sinking {
    private final Map<Node, List<Node>> readers = new IdentityHashMap<>();
    private final Set<Node> results = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Node, Unit> unitOf;
    private final Roles roles;
    private final Function<Node, List<Use>> uses;

    Sinking(Graph graph, Roles roles, Map<Node, Unit> unitOf, Function<Node, List<Use>> uses) {
        this.roles = roles;
        this.unitOf = unitOf;
        this.uses = uses;
        for (var node : graph.nodes()) {
            if (unitOf.containsKey(node)) {
                for (var use : uses.apply(node)) {
                    readers.computeIfAbsent(use.root(), _ -> new ArrayList<>()).add(node);
                }
            }
        }
        graph.results().forEach(result -> results.add(roles.use(result).root()));
    }

    /// What moves with `node` out of its loop: the node first; empty if it stays.
    List<Node> cluster(Node node) {
        var home = Objects.requireNonNull(unitOf.get(node));
        if (!isCheap(node) || !(target(node) instanceof LoopUnit target) || target == home) {
            return List.of();
        }
        var cluster = new ArrayList<Node>(List.of(node));
        var frontier = Collections.newSetFromMap(new IdentityHashMap<Node, Boolean>());
        var stack = new ArrayDeque<Node>(cluster);
        while (!stack.isEmpty()) {
            for (var use : uses.apply(stack.pop())) {
                var root = use.root();
                if (roles.isLiteral(root)) {
                    continue;
                }
                if (unitOf.get(root) == home
                        && isCheap(root)
                        && cluster.containsAll(readers.getOrDefault(root, List.of()))) {
                    cluster.add(root);
                    stack.push(root);
                } else if (!reads(target, root)) {
                    frontier.add(root);
                }
            }
        }
        boolean kept = frontier.stream().allMatch(root -> unitOf.get(root) != home || isKept(root, home, cluster));
        return kept && frontier.size() <= 1 ? cluster : List.of();
    }

    /// The one other loop in which all readers of `node` are; its own unit if there is none.
    Unit target(Node node) {
        var home = Objects.requireNonNull(unitOf.get(node));
        Unit target = null;
        for (var reader : readers.getOrDefault(node, List.of())) {
            var unit = unitOf.get(reader);
            if (unit == home || !(unit instanceof LoopUnit) || target != null && unit != target) {
                return home;
            }
            target = unit;
        }
        return target == null ? home : target;
    }

    private boolean reads(LoopUnit unit, Node root) {
        return readers.getOrDefault(root, List.of()).stream().anyMatch(reader -> unitOf.get(reader) == unit);
    }

    /// Whether `root` has a buffer whether or not the cluster reads it.
    private boolean isKept(Node root, Unit home, List<Node> cluster) {
        return results.contains(root)
                || readers.getOrDefault(root, List.of()).stream()
                        .anyMatch(reader -> unitOf.get(reader) != home && !cluster.contains(reader));
    }

    private boolean isCheap(Node node) {
        if (results.contains(node) || roles.isForced(node)) {
            return false;
        }
        return switch (node.op()) {
            case Comparison _, Select _, Cast _ -> true;
            case Binary op -> op == Binary.ADD || op == Binary.SUBTRACT || op == Binary.MULTIPLY;
            case Unary op -> op == Unary.NEGATE || op == Unary.NOT || op == Unary.RELU;
            default -> false;
        };
    }
}
