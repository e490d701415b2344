package jacobian.engine.tensor;

import jacobian.engine.graph.Node;
import jacobian.engine.shape.Shape;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pieces of the node of a store that hold variables, each of them one node.
final class Parts {
    private final Node whole;
    private final Map<Integer, Node> pieces = new HashMap<>();

    private Parts(Node whole) {
        this.whole = whole;
    }

    /// The pieces of `whole`: those `known`, where they are of it.
    static Parts of(Node whole, @Nullable Parts known) {
        return known != null && known.whole == whole ? known : new Parts(whole);
    }

    /// The piece from `offset` on.
    Node at(int offset, Shape shape) {
        return pieces.computeIfAbsent(offset, from -> {
            int size = (int) shape.size();
            return whole.range(0, from, from + size).reshape(shape);
        });
    }
}
