package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.List;

/// The rule of elementwise primitives: all inputs have one shape (broadcasting has been written out before).
final class Equal {
    private Equal() {}

    /// The common shape of `inputs`, each dimension the most definite among theirs.
    static Shape shapes(Op op, List<Node> inputs) {
        var shape = inputs.get(0).shape();
        for (var input : inputs.subList(1, inputs.size())) {
            shape = meet(op, shape, input.shape());
        }
        return shape;
    }

    private static Shape meet(Op op, Shape a, Shape b) {
        if (a.rank() != b.rank()) {
            throw new ShapeException(op + " of " + a + " and " + b + ": needs equal shapes");
        }
        var dims = new ArrayList<Dim>(a.rank());
        for (int i = 0; i < a.rank(); i++) {
            if (!a.dim(i).agrees(b.dim(i))) {
                throw new ShapeException(
                        op + " of " + a + " and " + b + ": axis " + i + " is " + a.dim(i) + " against " + b.dim(i));
            }
            dims.add(a.dim(i).meet(b.dim(i)));
        }
        return Shape.of(dims);
    }
}
