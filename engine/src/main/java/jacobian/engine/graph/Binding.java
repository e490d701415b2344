package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A graph that has met its data: every symbol has a number, every node a shape of known sizes.
///
/// Binding infers all types again from the inputs' sizes, so what did not fit is refused here, before anything
/// runs.
public final class Binding {
    private final Map<Integer, Integer> sizes = new HashMap<>();
    private final Map<Node, Node> bound = new IdentityHashMap<>();

    private Binding() {}

    /// `types` are those of the data, one an input, of known sizes.
    public static Binding of(Graph graph, List<TensorType> types) {
        if (types.size() != graph.inputs().size()) {
            throw new ShapeException("a program of " + graph.inputs().size() + " inputs got " + types.size());
        }
        var binding = new Binding();
        for (int i = 0; i < types.size(); i++) {
            var input = graph.inputs().get(i);
            var type = types.get(i).withShape(types.get(i).shape().fixed());
            binding.learn(i, input.type(), type);
            binding.bound.put(input, Node.of(new Input(((Input) input.op()).source(), type)));
        }
        for (var node : graph.nodes()) {
            if (!binding.bound.containsKey(node)) {
                binding.bound.put(node, binding.bind(node));
            }
        }
        return binding;
    }

    private Node bind(Node node) {
        var inputs = node.inputs().stream().map(this::of).toList();
        var op = node.op().mapDims(this::resolve);
        if (op instanceof Reshape reshape) {
            op = reshape.completed(inputs.get(0).shape());
        }
        var result = Node.of(op, inputs);
        for (int i = 0; i < node.types().size(); i++) {
            learn(node.types().get(i), result.types().get(i), node.op().toString());
        }
        return result;
    }

    private void learn(int input, TensorType expected, TensorType type) {
        if (type.dtype() != expected.dtype()
                || type.shape().rank() != expected.shape().rank()) {
            throw new ShapeException(
                    "input " + input + " of the program is " + type + ", but it was made for " + expected);
        }
        learn(expected, type, "input " + input + " of the program");
    }

    private void learn(TensorType expected, TensorType type, String what) {
        for (int i = 0; i < type.shape().rank(); i++) {
            var dim = expected.shape().dim(i);
            int size = type.shape().size(i);
            if (size == Dim.UNKNOWN) {
                throw new ShapeException(
                        what + ": the size of axis " + i + " of " + type + " does not follow from the inputs");
            }
            int known = dim.isFixed() ? dim.size() : sizes.getOrDefault(dim.symbol(), size);
            if (known != size) {
                throw new ShapeException(what + ": axis " + i + " of " + type + " is " + size + ", not " + known
                        + (dim.isFixed() ? ", for which the program was made" : ", the size of its symbol elsewhere"));
            }
            if (!dim.isFixed()) {
                sizes.put(dim.symbol(), size);
            }
        }
    }

    private Dim resolve(Dim dim) {
        var size = dim.isFixed() ? Integer.valueOf(dim.size()) : sizes.get(dim.symbol());
        if (size != null) {
            return Dim.fixed(size);
        }
        var derivation = dim.derivation();
        if (derivation != null) {
            var from = derivation.from().stream().map(this::resolve).toList();
            if (from.stream().allMatch(Dim::isFixed)) {
                return Dim.derived(derivation.rule(), from);
            }
        }
        // The size of a tensor that the graph does not read, such as that of zeros in its shape, stays what it was.
        return dim.isKnown() && derivation == null
                ? Dim.fixed(dim.size())
                : new Dim(Dim.UNKNOWN, dim.symbol(), derivation);
    }

    /// The node of known sizes that stands for `node`.
    public Node of(Node node) {
        return Objects.requireNonNull(bound.get(node), "the node belongs to another graph");
    }

    /// The known shape of the only result of `node`.
    public Shape shape(Node node) {
        return of(node).shape();
    }

    /// The bound nodes in the order of the graph.
    public List<Node> all(List<Node> nodes) {
        return new ArrayList<>(nodes.stream().map(this::of).toList());
    }
}
