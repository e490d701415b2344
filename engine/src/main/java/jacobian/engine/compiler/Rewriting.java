package jacobian.engine.compiler;

import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Substitution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Rebuilds a graph from its inputs up. Each node is offered to the rules until none applies, then looked up
/// among
/// those that compute the
/// same: one walk simplifies and shares.
final class Rewriting {
    private record Key(Op op, List<Integer> inputs, List<Integer> symbols) {}

    private final List<Rule> rules;
    private final Map<Key, Node> known = new HashMap<>();
    private final Substitution substitution = new Substitution();
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();

    /// What stands for nodes that a rule has made or that turned out to be known: what many share is placed once.
    private final Map<Node, Node> placed = new IdentityHashMap<>();

    private Rewriting(List<Rule> rules) {
        this.rules = rules;
    }

    static Graph rewrite(Graph graph, List<Rule> rules) {
        var rewriting = new Rewriting(rules);
        for (var input : graph.inputs()) {
            rewriting.number(input);
        }
        for (var node : graph.nodes()) {
            if (!rewriting.numbers.containsKey(node)) {
                rewriting.substitution.replace(node, rewriting.move(node));
            }
        }
        var results = rewriting.substitution.of(graph.results());
        return new Graph(graph.inputs(), results, graph.updates());
    }

    private Node move(Node node) {
        var inputs = substitution.of(node.inputs());
        var op = substitution.op(node.op());
        return place(same(node, inputs) && symbols(op).equals(symbols(node.op())) ? node : Node.of(op, inputs));
    }

    private static boolean same(Node node, List<Node> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) != node.input(i)) {
                return false;
            }
        }
        return true;
    }

    /// The node that stands for `node` in the new graph. What a rule makes may have new inputs: they are placed
    /// first.
    private Node place(Node node) {
        if (numbers.containsKey(node)) {
            return node;
        }
        var before = placed.get(node);
        if (before != null) {
            return before;
        }
        var now = placeNew(node);
        placed.put(node, now);
        return now;
    }

    private Node placeNew(Node node) {
        var inputs = node.inputs().stream().map(this::place).toList();
        var current = same(node, inputs) ? node : Node.of(node.op(), inputs);
        for (var rule : rules) {
            var replaced = rule.apply(current);
            if (replaced.isPresent()) {
                return place(replaced.get());
            }
        }
        var key = new Key(
                current.op(), current.inputs().stream().map(numbers::get).toList(), symbols(current.op()));
        var earlier = known.putIfAbsent(key, current);
        if (earlier == null) {
            number(current);
            return current;
        }
        return earlier;
    }

    /// Which of the dimensions among the attributes are which symbols: equality of dimensions goes by their size.
    private static List<Integer> symbols(Op op) {
        var symbols = new ArrayList<Integer>();
        op.mapDims(dim -> {
            symbols.add(dim.symbol());
            return dim;
        });
        return symbols;
    }

    private void number(Node node) {
        numbers.put(node, numbers.size());
    }
}
