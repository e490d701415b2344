package jacobian.engine.reference;

import jacobian.engine.graph.Gather;
import jacobian.engine.graph.GatherAlong;
import jacobian.engine.graph.ScatterAdd;
import jacobian.engine.graph.ScatterAlong;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;

/// Operations whose places are values: gather and scatter.
final class Lookup {
    private Lookup() {}

    static Values gather(Gather op, Values x, Values indices, TensorType type) {
        var result = Values.of(type);
        var from = new int[x.shape().rank()];
        Index.each(type.shape(), (i, to) -> {
            place(op.axis(), indices, to, from);
            from[op.axis()] =
                    Index.checked(from[op.axis()], x.shape().size(op.axis()), "gather along axis " + op.axis());
            result.copy(i, x, Index.linear(from, x.shape()));
        });
        return result;
    }

    static Values scatterAdd(ScatterAdd op, Values indices, Values updates, TensorType type) {
        var result = Values.of(type);
        var to = new int[type.shape().rank()];
        Index.each(updates.shape(), (i, from) -> {
            place(op.axis(), indices, from, to);
            to[op.axis()] = Index.checked(to[op.axis()], op.size().size(), "scatter along axis " + op.axis());
            result.add(Index.linear(to, type.shape()), updates, i);
        });
        return result;
    }

    /// In `wide` the indices' axes stand where `narrow` has one axis, which gets the index found there.
    private static void place(int axis, Values indices, int[] wide, int[] narrow) {
        int rank = indices.shape().rank();
        int at = 0;
        for (int i = 0; i < rank; i++) {
            at = at * indices.shape().size(i) + wide[axis + i];
        }
        System.arraycopy(wide, 0, narrow, 0, axis);
        narrow[axis] = (int) indices.integer(at);
        System.arraycopy(wide, axis + rank, narrow, axis + 1, narrow.length - axis - 1);
    }

    static Values gatherAlong(GatherAlong op, Values x, Values indices, TensorType type) {
        var result = Values.of(type);
        Index.each(type.shape(), (i, to) -> result.copy(i, x, along(op.axis(), indices.integer(i), to, x.shape())));
        return result;
    }

    static Values scatterAlong(ScatterAlong op, Values indices, Values updates, TensorType type) {
        var result = Values.of(type);
        Index.each(
                updates.shape(),
                (i, from) -> result.add(along(op.axis(), indices.integer(i), from, type.shape()), updates, i));
        return result;
    }

    private static int along(int axis, long index, int[] position, Shape shape) {
        var place = position.clone();
        place[axis] = Index.checked(index, shape.size(axis), "index along axis " + axis);
        return Index.linear(place, shape);
    }
}
