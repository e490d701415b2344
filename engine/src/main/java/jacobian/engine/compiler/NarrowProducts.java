package jacobian.engine.compiler;

import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Matmul;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Slice;
import jacobian.engine.graph.Substitution;
import jacobian.engine.shape.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A product of which only some columns are read is computed for these alone, as where the input of a step needs
/// no gradient and its state does:
///
/// ```
/// slice(matmul(a, b), columns)  ->  matmul(a, slice(b, columns))
/// ```
final class NarrowProducts {
    private NarrowProducts() {}

    /// `graph` with narrower products, or itself.
    static Graph in(Graph graph) {
        var readers = readers(graph);
        var substitution = new Substitution();
        boolean changed = false;
        for (var node : graph.nodes()) {
            if (node.op() instanceof Slice(var ranges) && isNarrow(node, ranges, readers)) {
                substitution.replace(node, narrow(node, ranges, substitution));
                changed = true;
            } else if (changed && !node.inputs().isEmpty()) {
                var inputs = substitution.of(node.inputs());
                if (!inputs.equals(node.inputs())) {
                    substitution.replace(node, Node.of(substitution.op(node.op()), inputs));
                }
            }
        }
        return changed ? new Graph(graph.inputs(), substitution.of(graph.results()), graph.updates()) : graph;
    }

    /// How often each node is read, results included.
    private static Map<Node, Integer> readers(Graph graph) {
        var readers = new IdentityHashMap<Node, Integer>();
        graph.nodes().forEach(node -> node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
        graph.results().forEach(result -> readers.merge(result, 1, Integer::sum));
        return readers;
    }

    /// Whether `slice` alone reads a product and takes adjacent columns of all rows.
    private static boolean isNarrow(Node slice, List<Range> ranges, Map<Node, Integer> readers) {
        var product = slice.input(0);
        return product.op() instanceof Matmul
                && readers.getOrDefault(product, 0) == 1
                && ranges.getLast().step() == 1
                && ranges.subList(0, ranges.size() - 1).stream().allMatch(Range.ALL::equals);
    }

    private static Node narrow(Node slice, List<Range> ranges, Substitution substitution) {
        var product = slice.input(0);
        var op = (Matmul) product.op();
        var b = substitution.of(product.input(1));
        var columns = new ArrayList<>(Collections.nCopies(b.rank(), Range.ALL));
        columns.set(b.rank() - (op.transposeB() ? 2 : 1), ranges.getLast());
        return Node.of(op, List.of(substitution.of(product.input(0)), Node.of(new Slice(columns), b)));
    }
}
