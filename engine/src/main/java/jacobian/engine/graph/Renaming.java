package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import java.util.HashMap;
import java.util.Map;

/// What the symbols of one graph are called in a graph rebuilt from it: operations that derive a size make a new
/// symbol each time they
/// are applied, and later attributes must follow.
public final class Renaming {
    private final Map<Integer, Dim> names = new HashMap<>();

    /// `dim` as the rebuilt graph knows it.
    public Dim of(Dim dim) {
        return dim.isFixed() ? dim : names.getOrDefault(dim.symbol(), dim);
    }

    /// Notes that `to` stands for `from`, symbol for symbol.
    public void learn(Node from, Node to) {
        for (int i = 0; i < from.types().size(); i++) {
            var old = from.types().get(i).shape();
            var renamed = to.types().get(i).shape();
            for (int axis = 0; axis < old.rank(); axis++) {
                var dim = old.dim(axis);
                if (!dim.isFixed() && dim.symbol() != renamed.dim(axis).symbol()) {
                    names.putIfAbsent(dim.symbol(), renamed.dim(axis));
                }
            }
        }
    }
}
