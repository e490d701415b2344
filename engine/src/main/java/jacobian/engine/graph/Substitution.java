package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Copies of nodes in which some nodes, and the symbols of dimensions that come with them, are replaced by
/// others.
///
/// A copy infers its type again, and an operation that derives a size (a slice of a symbol) gives the copy a new
/// symbol. Attributes of later nodes that name the old symbol must name the new one: so every pair of types is
/// compared, and what differs is replaced.
public final class Substitution {
    private final Map<Node, Node> nodes = new IdentityHashMap<>();
    private final Map<Integer, Dim> symbols = new HashMap<>();
    private final UnaryOperator<Dim> change;
    private boolean renames;

    /// Replaces nodes alone.
    public Substitution() {
        this.change = UnaryOperator.identity();
    }

    /// Replaces dimensions too.
    Substitution(UnaryOperator<Dim> change) {
        this.change = change;
        this.renames = true;
    }

    boolean knows(Node node) {
        return nodes.containsKey(node);
    }

    /// What stands for `node`; itself where nothing does.
    public Node of(Node node) {
        return nodes.getOrDefault(node, node);
    }

    public List<Node> of(List<Node> all) {
        return all.stream().map(this::of).toList();
    }

    /// Makes `other` stand for `node`.
    public void replace(Node node, Node other) {
        nodes.put(node, other);
        for (int i = 0; i < node.types().size(); i++) {
            learn(node.types().get(i), other.types().get(i));
        }
    }

    private void learn(TensorType from, TensorType to) {
        for (int axis = 0; axis < from.shape().rank() && axis < to.shape().rank(); axis++) {
            var dim = from.shape().dim(axis);
            var other = to.shape().dim(axis);
            if (!dim.isFixed() && dim.symbol() != other.symbol()) {
                symbols.putIfAbsent(dim.symbol(), other);
                renames = true;
            }
        }
    }

    private Dim dim(Dim dim) {
        var known = dim.isFixed() ? null : symbols.get(dim.symbol());
        if (known != null) {
            return known;
        }
        var changed = change.apply(dim);
        var derivation = changed.derivation();
        if (changed.isFixed() || derivation == null) {
            return changed;
        }
        var from = derivation.from().stream().map(this::dim).toList();
        boolean same = true;
        for (int i = 0; i < from.size(); i++) {
            same &= from.get(i).isFixed() == derivation.from().get(i).isFixed()
                    && from.get(i).symbol() == derivation.from().get(i).symbol();
        }
        if (same) {
            return changed;
        }
        var derived = Dim.derived(derivation.rule(), from);
        symbols.put(dim.symbol(), derived);
        return derived;
    }

    /// `op` with the symbols that its attributes name replaced.
    public Op op(Op op) {
        return renames ? op.mapDims(this::dim) : op;
    }

    /// Copies `node`, whose inputs have been copied or replaced, unless the copy would be the same.
    void copy(Node node) {
        copy(node, false);
    }

    /// Copies `node`, whose inputs have been copied or replaced, even if the copy is the same.
    void duplicate(Node node) {
        copy(node, true);
    }

    private void copy(Node node, boolean always) {
        var inputs = of(node.inputs());
        var op = op(node.op());
        if (op instanceof Reshape reshape) {
            op = reshape.completed(inputs.get(0).shape());
        }
        if (always || op != node.op() || !inputs.equals(node.inputs())) {
            replace(node, Node.of(op, inputs));
        }
    }
}
