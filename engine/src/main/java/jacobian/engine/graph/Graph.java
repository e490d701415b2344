package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A closed computation: inputs, results, and the nodes between in an order in which each comes after what it
/// needs.
///
/// Two graphs are equal if they compute the same on inputs of the same types, symbols of dimensions taken by
/// first appearance; so a graph is the key under which its program is kept. `updates.get(i)` is the number of
/// the input that result `i` replaces, or -1: such an input may be overwritten in place.
public final class Graph {
    private final List<Node> inputs;
    private final List<Node> results;
    private final List<Integer> updates;
    private final List<Node> nodes;
    private final List<Object> structure;
    private final int hash;

    public Graph(List<Node> inputs, List<Node> results, List<Integer> updates) {
        this.inputs = List.copyOf(inputs);
        this.results = List.copyOf(results);
        this.updates = List.copyOf(updates);
        this.nodes = Order.of(results);
        this.structure = Structure.of(this);
        this.hash = structure.hashCode();
    }

    public Graph(List<Node> inputs, List<Node> results) {
        this(inputs, results, Collections.nCopies(results.size(), -1));
    }

    public List<Node> inputs() {
        return inputs;
    }

    public List<Node> results() {
        return results;
    }

    public List<Integer> updates() {
        return updates;
    }

    /// All nodes that the results need, in order.
    public List<Node> nodes() {
        return nodes;
    }

    /// This computation with `arguments` in place of the inputs: nodes for the results.
    public List<Node> inline(List<Node> arguments) {
        var substitution = new Substitution();
        for (int i = 0; i < inputs.size(); i++) {
            substitution.replace(inputs.get(i), arguments.get(i));
        }
        return copy(substitution);
    }

    /// An equal graph of nodes of its own, which nobody else can make forget their inputs and which keep no value
    /// alive.
    public Graph detached() {
        var leaves = inputs.stream()
                .map(input -> Node.input(new Unbound(), input.type()))
                .toList();
        var substitution = new Substitution();
        for (int i = 0; i < inputs.size(); i++) {
            substitution.replace(inputs.get(i), leaves.get(i));
        }
        nodes.stream().filter(node -> !inputs.contains(node)).forEach(substitution::duplicate);
        return new Graph(leaves, substitution.of(results), updates);
    }

    /// The source of an input of a graph that is kept apart from any value.
    private static final class Unbound implements Source {}

    /// This graph with every dimension in its types and attributes replaced.
    public Graph mapDims(UnaryOperator<Dim> change) {
        var substitution = new Substitution(change);
        inputs.forEach(substitution::copy);
        var copies = copy(substitution);
        return new Graph(substitution.of(inputs), copies, updates);
    }

    private List<Node> copy(Substitution substitution) {
        for (var node : nodes) {
            if (!substitution.knows(node)) {
                substitution.copy(node);
            }
        }
        return substitution.of(results);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Graph other && hash == other.hash && structure.equals(other.structure);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// One line a node: `%3 = ADD(%1, %2) : float32(128, 512)`.
    @Override
    public String toString() {
        var names = new IdentityHashMap<Node, String>();
        var text = new StringBuilder();
        for (int i = 0; i < inputs.size(); i++) {
            names.put(inputs.get(i), "%" + i);
            text.append("%" + i + " = input : " + inputs.get(i).type() + "\n");
        }
        for (var node : nodes) {
            if (names.putIfAbsent(node, "%" + names.size()) == null) {
                var arguments = node.inputs().stream().map(names::get).collect(Collectors.joining(", ", "(", ")"));
                text.append(names.get(node) + " = " + node.op() + (node.inputs().isEmpty() ? "" : arguments) + " : "
                        + node.types().stream().map(Object::toString).collect(Collectors.joining(", ")) + "\n");
            }
        }
        return text + results.stream().map(names::get).collect(Collectors.joining(", ", "return ", "\n"));
    }
}
