package jacobian.engine.compiler;

import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Pick;
import jacobian.engine.graph.Scan;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A scan beside another over the same inputs that gives the same results and more, as the gradient of a scan
/// does, is not run: its results are taken from the larger one.
///
/// ```
/// y, = scan[f](c, x)                    y, r = scan[f and residuals](c, x)
/// y', r = scan[f and residuals](c, x)   (y' is y)
/// ```
final class MergeScans implements Rule {
    private final Map<Node, Node> larger = new IdentityHashMap<>();

    MergeScans(Graph graph) {
        var scans = new ArrayList<Node>();
        for (var node : graph.nodes()) {
            if (node.op() instanceof Scan) {
                scans.add(node);
            }
        }
        for (var small : scans) {
            scans.stream()
                    .filter(large -> contains(large, small))
                    .findFirst()
                    .ifPresent(large -> larger.put(small, large));
        }
    }

    private static boolean contains(Node large, Node small) {
        var outer = (Scan) large.op();
        var inner = (Scan) small.op();
        int results = inner.body().results().size();
        if (outer.body().results().size() <= results
                || outer.carries() != inner.carries()
                || outer.sequences() != inner.sequences()
                || outer.reverse() != inner.reverse()
                || !sameInputs(large, small)) {
            return false;
        }
        var prefix = new Graph(outer.body().inputs(), outer.body().results().subList(0, results));
        return prefix.equals(inner.body());
    }

    private static boolean sameInputs(Node a, Node b) {
        boolean same = a.inputs().size() == b.inputs().size();
        for (int i = 0; same && i < a.inputs().size(); i++) {
            same = a.input(i) == b.input(i);
        }
        return same;
    }

    @Override
    public Optional<Node> apply(Node node) {
        if (node.op() instanceof Pick(int index) && larger.containsKey(node.input(0))) {
            return Optional.of(larger.get(node.input(0)).pick(index));
        }
        return node.op() instanceof Scan && node.types().size() == 1 && larger.containsKey(node)
                ? Optional.of(larger.get(node).pick(0))
                : Optional.empty();
    }

    /// `graph` with the larger scan in place of each smaller one.
    static Graph in(Graph graph) {
        var rule = new MergeScans(graph);
        return rule.larger.isEmpty() ? graph : Rewriting.rewrite(graph, List.of(rule));
    }
}
