package jacobian.engine.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;

/// Orders graphs; walks with a stack of its own, as graphs are deeper than a thread's.
public final class Order {
    private Order() {}

    /// All nodes that `results` need, each after its inputs, in the order of a depth-first walk.
    public static List<Node> of(List<Node> results) {
        return of(results, _ -> false);
    }

    /// The same walk, which goes no further at nodes that are a `leaf`: they are listed, what they need is not.
    static List<Node> of(List<Node> results, Predicate<Node> leaf) {
        var order = new ArrayList<Node>();
        var seen = Collections.newSetFromMap(new IdentityHashMap<Node, Boolean>());
        var stack = new ArrayDeque<Visit>();
        for (var result : results) {
            if (seen.add(result)) {
                stack.push(new Visit(result, leaf));
            }
            while (!stack.isEmpty()) {
                var visit = stack.peek();
                if (visit.next == visit.inputs.size()) {
                    order.add(visit.node);
                    stack.pop();
                } else {
                    var input = visit.inputs.get(visit.next++);
                    if (seen.add(input)) {
                        stack.push(new Visit(input, leaf));
                    }
                }
            }
        }
        return order;
    }

    private static final class Visit {
        final Node node;
        final List<Node> inputs;
        int next;

        Visit(Node node, Predicate<Node> leaf) {
            this.node = node;
            this.inputs = leaf.test(node) ? List.of() : node.inputs();
        }
    }
}
