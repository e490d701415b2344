package jacobian.keras.models;

import jacobian.engine.graph.Node;
import jacobian.engine.graph.Order;
import jacobian.engine.graph.Pick;
import jacobian.engine.shape.Dim;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Masks;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The values of symbolic tensors in one run of a functional graph.
final class SymbolValues {
    private final Map<Node, List<Tensor>> values = new IdentityHashMap<>();
    private final Map<Integer, Dim> sizes = new HashMap<>();

    void put(Tensor symbol, Tensor value) {
        values.put(symbol.node(), List.of(value));
        for (int i = 0; i < Math.min(symbol.rank(), value.rank()); i++) {
            var dim = symbol.shape().dim(i);
            if (!dim.isFixed()) {
                sizes.putIfAbsent(dim.symbol(), value.shape().dim(i));
            }
        }
    }

    boolean has(Tensor symbol) {
        return values.containsKey(symbol.node());
    }

    /// The value of `tensor`: of a symbol itself, or of what was computed from symbols between two layers.
    Tensor of(Tensor tensor) {
        var known = values.get(tensor.node());
        if (known != null) {
            return known.get(0);
        }
        for (var node : Order.of(List.of(tensor.node()))) {
            if (!values.containsKey(node)) {
                values.put(node, compute(node));
            }
        }
        var value = of(tensor.node());
        Masks.of(tensor).ifPresent(mask -> Masks.with(value, of(mask)));
        return value;
    }

    private List<Tensor> compute(Node node) {
        if (node.op() instanceof Pick(int index)) {
            return List.of(all(node.input(0)).get(index));
        }
        var inputs = node.inputs().stream().map(this::of).toList();
        return Tensor.applyAll(node.op().mapDims(this::size), inputs);
    }

    private Tensor of(Node node) {
        return all(node).get(0);
    }

    private List<Tensor> all(Node node) {
        var results = values.get(node);
        if (results == null) {
            throw new IllegalStateException(node + " was not computed before it was needed");
        }
        return results;
    }

    private Dim size(Dim dim) {
        return dim.isFixed() ? dim : sizes.getOrDefault(dim.symbol(), dim);
    }
}
