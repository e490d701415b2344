package jacobian.engine.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The body of a [Scan] that was written down with values from outside in it, as a graph that takes them as
/// inputs.
///
/// What does not depend on an input of the body is computed once, outside; of broadcasts, which are larger than
/// what they are made from, only the operand is. Formulas of constants stay in the body.
///
/// @param body its inputs are those of the body, then one for each captured value
/// @param captured the values from outside, which are invariants of the scan
public record Closure(Graph body, List<Node> captured) {
    public Closure {
        captured = List.copyOf(captured);
    }

    /// The computation of `results` from `inputs`: leaves that stand for what is given, or values to be taken
    /// for such.
    public static Closure of(List<Node> inputs, List<Node> results) {
        var outside = outside(inputs, results);
        var body = new Substitution();
        var bodyInputs = new ArrayList<Node>();
        for (var input : inputs) {
            var leaf = input.inputs().isEmpty() ? input : Node.input(new StepSource(), input.type());
            body.replace(input, leaf);
            bodyInputs.add(leaf);
        }
        var captured = new ArrayList<Node>();
        for (var node : Order.of(results, node -> inputs.contains(node) || outside.contains(node))) {
            if (outside.contains(node)) {
                var input = Node.input(new StepSource(), node.type());
                body.replace(node, input);
                bodyInputs.add(input);
                captured.add(node);
            } else if (!inputs.contains(node)) {
                body.copy(node);
            }
        }
        return new Closure(new Graph(bodyInputs, body.of(results)), captured);
    }

    /// The nodes that depend on a value, but on none of `inputs`; broadcasts are not among them.
    private static Set<Node> outside(List<Node> inputs, List<Node> results) {
        Set<Node> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Node> outside = Collections.newSetFromMap(new IdentityHashMap<>());
        inside.addAll(inputs);
        for (var node : Order.of(results)) {
            if (node.inputs().stream().anyMatch(inside::contains)) {
                inside.add(node);
            } else if (!inside.contains(node)
                    && (node.op() instanceof Input || node.inputs().stream().anyMatch(outside::contains))) {
                outside.add(node);
            }
        }
        outside.removeIf(node -> node.op() instanceof Broadcast);
        return outside;
    }
}
