package jacobian.engine.compiler;

import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Pick;
import jacobian.engine.graph.Scan;
import jacobian.engine.graph.Substitution;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A scan lists in each step only what somebody reads, and nothing twice: an output that is never picked goes,
/// and one that is the same as another is picked from there.
///
/// ```
/// _, a, b, c = scan[x -> f(x), g(x), g(x), h(x)]   ->   _, a = scan[x -> f(x), g(x)]
/// (a and b are read)                                    (a is read in place of b)
/// ```
final class PruneScans {
    private final Graph graph;
    private final UnaryOperator<Graph> simplify;
    private final Map<Node, TreeSet<Integer>> picked = new IdentityHashMap<>();
    private final Map<Node, Pruned> pruned = new IdentityHashMap<>();
    private final Substitution substitution = new Substitution();

    /// For each result of the larger scan what it is of the smaller: one node for those that are the same, since
    /// a kernel knows one place for each result.
    private record Pruned(int[] numbers, List<Node> picks) {
        Node pick(int index) {
            return picks.get(numbers[index]);
        }
    }

    private PruneScans(Graph graph, UnaryOperator<Graph> simplify) {
        this.graph = graph;
        this.simplify = simplify;
    }

    /// `graph` with smaller scans, or itself; `simplify` shows which outputs are the same.
    static Graph in(Graph graph, UnaryOperator<Graph> simplify) {
        if (graph.nodes().stream().noneMatch(node -> node.op() instanceof Scan)) {
            return graph;
        }
        var pass = new PruneScans(graph, simplify);
        pass.collect();
        graph.nodes().forEach(pass::place);
        return pass.pruned.isEmpty()
                ? graph
                : new Graph(graph.inputs(), pass.substitution.of(graph.results()), graph.updates());
    }

    private void collect() {
        for (var node : graph.nodes()) {
            if (node.op() instanceof Pick(int index)) {
                picked.computeIfAbsent(node.input(0), _ -> new TreeSet<>()).add(index);
            }
        }
    }

    private void place(Node node) {
        var inputs = substitution.of(node.inputs());
        if (node.op() instanceof Scan scan && node.types().size() > 1) {
            prune(scan, node, inputs);
        } else if (node.op() instanceof Pick(int index) && pruned.containsKey(node.input(0))) {
            var smaller = Objects.requireNonNull(pruned.get(node.input(0)));
            substitution.replace(node, smaller.pick(index));
        }
        if (!pruned.containsKey(node) && substitution.of(node) == node && !inputs.equals(node.inputs())) {
            substitution.replace(node, Node.of(substitution.op(node.op()), inputs));
        }
    }

    private void prune(Scan scan, Node node, List<Node> inputs) {
        var read = picked.getOrDefault(node, new TreeSet<>());
        var results = simplify.apply(scan.body()).results();
        var kept = new ArrayList<>(results.subList(0, scan.carries()));
        var numbers = new int[results.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        for (int i = scan.carries(); i < numbers.length; i++) {
            var outputs = kept.subList(scan.carries(), kept.size());
            int same = outputs.indexOf(results.get(i));
            numbers[i] = !read.contains(i) ? -1 : same >= 0 ? scan.carries() + same : kept.size();
            if (numbers[i] == kept.size()) {
                kept.add(results.get(i));
            }
        }
        if (kept.size() < results.size()) {
            var body = new Graph(scan.body().inputs(), kept);
            var smaller = new Scan(body, scan.carries(), scan.sequences(), scan.length(), scan.reverse());
            var now = Node.of(smaller, inputs);
            pruned.put(
                    node,
                    new Pruned(
                            numbers,
                            IntStream.range(0, kept.size()).mapToObj(now::pick).toList()));
        }
    }
}
