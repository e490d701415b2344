package jacobian.engine.compiler;

import jacobian.engine.graph.*;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Lets elementwise work happen in the order of axes that its neighbours have, where that takes fewer
/// transposes, as between layers whose channels come first:
///
/// ```
/// t = transpose[0, 3, 1, 2](convolution(x, k))     c = convolution(x, k)
/// r = max(add(t, broadcast(b)), 0)                 r = max(add(c, broadcast'(b)), 0)
/// y = convolution(transpose[0, 2, 3, 1](r), l)     y = convolution(r, l)
/// ```
///
/// What is connected by elementwise operations forms an island and is turned as a whole. Broadcasts into an
/// island are turned in place, reductions out of it take other axes: neither costs anything. A transpose that
/// serves reductions alone goes too; beside another use it stays, as one loop then does both.
final class CancelTransposes {
    private final Graph graph;
    private final Map<Node, List<Node>> users = new IdentityHashMap<>();
    private final Map<Node, Island> islands = new IdentityHashMap<>();
    private final Map<Node, Turned> turned = new IdentityHashMap<>();
    private final Substitution substitution = new Substitution();

    /// Nodes connected by elementwise operations, and the order of axes that they shed: each is
    /// `transpose[order]` of what it becomes.
    private static final class Island {
        private final List<Node> nodes = new ArrayList<>();
        private List<Integer> order = List.of();
    }

    /// What a node of an island becomes, and the order that it sheds.
    private record Turned(Node node, AxisOrder order) {}

    private CancelTransposes(Graph graph) {
        this.graph = graph;
    }

    /// `graph` with fewer transposes, or itself.
    static Graph in(Graph graph) {
        if (graph.nodes().stream().noneMatch(node -> node.op() instanceof Transpose)) {
            return graph;
        }
        var pass = new CancelTransposes(graph);
        pass.connect();
        Set<Island> all = new HashSet<>(pass.islands.values());
        boolean any = false;
        for (var island : all) {
            any |= pass.gains(island);
        }
        return any || graph.nodes().stream().anyMatch(pass::goes) ? pass.rebuild() : graph;
    }

    // ---- islands ----

    private void connect() {
        for (var node : graph.nodes()) {
            for (var input : node.inputs()) {
                users.computeIfAbsent(input, _ -> new ArrayList<>()).add(node);
            }
            if (AxisOrder.follows(node.op()) && node.rank() > 1) {
                var island = new Island();
                join(island, node);
                for (var input : node.inputs()) {
                    if (islands.containsKey(input)) {
                        island = merge(islands.get(input), island);
                    }
                }
            }
        }
    }

    private void join(Island island, Node node) {
        island.nodes.add(node);
        islands.put(node, island);
    }

    private Island merge(Island a, Island b) {
        if (a == b) {
            return a;
        }
        var large = a.nodes.size() >= b.nodes.size() ? a : b;
        (large == a ? b : a).nodes.forEach(node -> join(large, node));
        return large;
    }

    /// Whether turning `island` takes fewer transposes; the order is then set.
    private boolean gains(Island island) {
        var orders = new HashMap<List<Integer>, Integer>();
        var inputs = inputs(island);
        for (var input : inputs) {
            if (input.op() instanceof Transpose(var order)) {
                orders.merge(order, 1, Integer::sum);
            }
        }
        var best = orders.entrySet().stream()
                .sorted(Map.Entry.<List<Integer>, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().toString()))
                .map(Map.Entry::getKey)
                .findFirst();
        if (best.isEmpty() || saved(island, inputs, best.get()) <= 0) {
            return false;
        }
        island.order = best.get();
        return true;
    }

    private Set<Node> inputs(Island island) {
        Set<Node> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var node : island.nodes) {
            node.inputs().stream().filter(input -> islands.get(input) != island).forEach(inputs::add);
        }
        return inputs;
    }

    private int saved(Island island, Set<Node> inputs, List<Integer> order) {
        int saved = 0;
        for (var input : inputs) {
            if (input.op() instanceof Transpose(var given)) {
                boolean goes = given.equals(order) && serves(input, other -> other == island);
                saved += goes ? 1 : 0;
            } else if (!(input.op() instanceof Broadcast)) {
                saved--;
            }
        }
        var inverse = new Transpose(order).inverse();
        for (var node : island.nodes) {
            var outside = users.getOrDefault(node, List.of()).stream()
                    .filter(user -> islands.get(user) != island)
                    .toList();
            boolean undone = outside.stream()
                    .anyMatch(user -> user.op() instanceof Transpose(var given) && given.equals(inverse));
            boolean kept = graph.results().contains(node)
                    || outside.stream().anyMatch(user -> !(user.op() instanceof Transpose) && !counts(user.op()));
            saved += (undone ? 1 : 0) - (kept ? 1 : 0);
        }
        return saved;
    }

    private static boolean counts(Op op) {
        return op instanceof Reduce || op instanceof Size;
    }

    /// Whether nothing needs `input` but `those` islands and what counts or reduces.
    private boolean serves(Node input, Predicate<Island> those) {
        return !graph.results().contains(input)
                && users.getOrDefault(input, List.of()).stream().allMatch(user -> {
                    var island = islands.get(user);
                    return counts(user.op()) || island != null && those.test(island);
                });
    }

    /// Whether `node` is a transpose that nothing will need.
    private boolean goes(Node node) {
        return node.op() instanceof Transpose(var order) && serves(node, island -> island.order.equals(order));
    }

    // ---- the new graph ----

    private Graph rebuild() {
        var inputs = Collections.<Node>newSetFromMap(new IdentityHashMap<>());
        inputs.addAll(graph.inputs());
        for (var node : graph.nodes()) {
            if (!inputs.contains(node)) {
                place(node);
            }
        }
        return new Graph(graph.inputs(), substitution.of(graph.results()), graph.updates());
    }

    private void place(Node node) {
        var island = islands.get(node);
        var op = substitution.op(node.op());
        if (island != null && !island.order.isEmpty()) {
            var order = new AxisOrder(island.order);
            var inputs = node.inputs().stream()
                    .map(input -> turnedInput(input, order))
                    .toList();
            var other = Node.of(order.turned(op), inputs);
            turned.put(node, new Turned(other, order));
            substitution.replace(node, Node.of(new Transpose(island.order), other));
            return;
        }
        var taken = source(node).flatMap(source -> taken(op, source));
        if (taken.isPresent()) {
            substitution.replace(node, taken.get());
            return;
        }
        var inputs = substitution.of(node.inputs());
        if (op != node.op() || !inputs.equals(node.inputs())) {
            substitution.replace(node, Node.of(op, inputs));
        }
    }

    /// What the only input of `node` is before its axes are brought into order.
    private Optional<Turned> source(Node node) {
        if (node.inputs().size() != 1) {
            return Optional.empty();
        }
        var input = node.input(0);
        var known = turned.get(input);
        return known == null && counts(node.op()) && input.op() instanceof Transpose(var order) && goes(input)
                ? Optional.of(new Turned(substitution.of(input.input(0)), new AxisOrder(order)))
                : Optional.ofNullable(known);
    }

    /// `op` of what `source` stands for, where it can take any order.
    private static Optional<Node> taken(Op op, Turned source) {
        return switch (op) {
            case Reduce reduce -> Optional.of(source.order().reduced(reduce, source.node()));
            case Size size -> Optional.of(source.order().counted(size, source.node()));
            case Transpose(var outer) -> {
                List<Integer> both =
                        outer.stream().map(source.order().axes()::get).toList();
                boolean undone = both.equals(both.stream().sorted().toList());
                yield Optional.of(undone ? source.node() : Node.of(new Transpose(both), source.node()));
            }
            default -> Optional.empty();
        };
    }

    private Node turnedInput(Node input, AxisOrder order) {
        var known = turned.get(input);
        if (known != null) {
            return known.node();
        }
        if (input.op() instanceof Transpose(var given) && given.equals(order.axes())) {
            return substitution.of(input.input(0));
        }
        var moved = substitution.of(input);
        return moved.op() instanceof Broadcast broadcast
                ? order.broadcast(broadcast, moved.input(0))
                : Node.of(new Transpose(order.inverse()), moved);
    }
}
