package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The structure of a graph as a list that is equal for graphs that compute the same.
///
/// Inputs stand as their type, other nodes as their operation and the numbers of their inputs. Symbols of
/// dimensions are renamed by first appearance and lose their sizes, so that batches of two sizes have one
/// structure.
final class Structure {
    private final Map<Integer, Dim> symbols = new HashMap<>();
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();
    private final List<Object> code = new ArrayList<>();

    private Structure() {}

    static List<Object> of(Graph graph) {
        var structure = new Structure();
        for (var input : graph.inputs()) {
            structure.number(input);
            structure.code.add(input.type().withShape(input.shape().map(structure::root)));
        }
        for (var node : graph.nodes()) {
            if (!structure.numbers.containsKey(node)) {
                structure.add(node);
            }
        }
        for (var result : graph.results()) {
            structure.code.add(structure.numbers.get(result));
        }
        structure.code.add(graph.updates());
        return structure.code;
    }

    private void add(Node node) {
        var op = node.op().mapDims(this::recorded);
        code.add(op);
        for (var input : node.inputs()) {
            code.add(numbers.get(input));
        }
        number(node);
        // Sizes that an operation derives get their number here, so that later attributes name the same axis.
        node.types().forEach(type -> type.shape().map(this::canonical));
    }

    private void number(Node node) {
        numbers.put(node, numbers.size());
    }

    /// A body numbers its symbols for itself: which ones of this graph they are is told here.
    private Dim recorded(Dim dim) {
        var canonical = canonical(dim);
        if (!dim.isFixed()) {
            code.add(canonical);
        }
        return canonical;
    }

    private Dim canonical(Dim dim) {
        if (dim.isFixed() || symbols.containsKey(dim.symbol())) {
            return dim.isFixed() ? dim : symbols.getOrDefault(dim.symbol(), dim);
        }
        // A derived size that no input has: how it is derived tells it from others.
        var derivation = dim.derivation();
        if (derivation != null) {
            var from = derivation.from().stream().map(this::canonical).toList();
            code.add(derivation.rule());
            code.add(from);
        } else if (dim.isKnown()) {
            // It belongs to no input: its size is part of what is computed.
            return Dim.fixed(dim.size());
        }
        return root(dim);
    }

    /// An input may have any size, however it came by it.
    private Dim root(Dim dim) {
        return dim.isFixed()
                ? dim
                : symbols.computeIfAbsent(dim.symbol(), _ -> new Dim(Dim.UNKNOWN, symbols.size() + 1));
    }
}
