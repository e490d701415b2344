package jacobian.engine.reference;

import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Concat;
import jacobian.engine.graph.Pad;
import jacobian.engine.graph.Part;
import jacobian.engine.graph.Reverse;
import jacobian.engine.graph.Slice;
import jacobian.engine.graph.Transpose;
import jacobian.engine.graph.Unslice;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// Operations that put elements elsewhere and change none.
final class Movement {
    private Movement() {}

    @FunctionalInterface
    private interface Place {
        /// Fills `from` with where the element at `to` comes from.
        void find(int[] to, int[] from);
    }

    /// Each element of the result is the element of `x` at its place.
    private static Values pull(Values x, TensorType type, Place place) {
        var result = Values.of(type);
        var from = new int[x.shape().rank()];
        Index.each(type.shape(), (i, to) -> {
            place.find(to, from);
            result.copy(i, x, Index.linear(from, x.shape()));
        });
        return result;
    }

    /// Each element of `x` goes to its place in a result of zeros.
    private static Values push(Values x, TensorType type, Place place) {
        var result = Values.of(type);
        var to = new int[type.shape().rank()];
        Index.each(x.shape(), (i, from) -> {
            place.find(from, to);
            result.copy(Index.linear(to, type.shape()), x, i);
        });
        return result;
    }

    static Values transpose(Transpose op, Values x, TensorType type) {
        return pull(x, type, (to, from) -> {
            for (int i = 0; i < to.length; i++) {
                from[op.permutation().get(i)] = to[i];
            }
        });
    }

    static Values broadcast(Broadcast op, Values x) {
        int lead = op.shape().rank() - x.shape().rank();
        return pull(x, x.type().withShape(op.shape()), (to, from) -> {
            for (int i = lead; i < to.length; i++) {
                from[i - lead] = op.axes().contains(i) ? 0 : to[i];
            }
        });
    }

    static Values slice(Slice op, Values x, TensorType type) {
        return pull(x, type, (to, from) -> inside(op.ranges(), x.shape(), to, from));
    }

    static Values unslice(Unslice op, Values x) {
        return push(x, x.type().withShape(op.shape()), (from, to) -> inside(op.ranges(), op.shape(), from, to));
    }

    /// Where in `whole` the index `part` of the part that `ranges` take lies.
    private static void inside(List<Range> ranges, Shape whole, int[] part, int[] place) {
        for (int i = 0; i < part.length; i++) {
            var range = ranges.get(i);
            place[i] = range.start(whole.size(i)) + part[i] * range.step();
        }
    }

    static Values part(Part op, Values x, TensorType type) {
        int whole = sum(op.sizes());
        if (x.shape().size(op.axis()) != whole) {
            throw new ShapeException(
                    "axis " + op.axis() + " of " + x.type() + " is not made of pieces of sizes " + op.sizes());
        }
        int start = sum(op.sizes().range(0, op.index()));
        return pull(x, type, (to, from) -> {
            System.arraycopy(to, 0, from, 0, to.length);
            from[op.axis()] += start;
        });
    }

    private static int sum(Shape sizes) {
        int sum = 0;
        for (int size : sizes.sizes()) {
            sum += size;
        }
        return sum;
    }

    static Values pad(Pad op, Values x, TensorType type) {
        return push(x, type, (from, to) -> {
            for (int i = 0; i < from.length; i++) {
                to[i] = from[i] + op.low().get(i);
            }
        });
    }

    static Values concat(Concat op, List<Values> inputs, TensorType type) {
        var result = Values.of(type);
        var to = new int[type.shape().rank()];
        int start = 0;
        for (var x : inputs) {
            int shift = start;
            Index.each(x.shape(), (i, from) -> {
                System.arraycopy(from, 0, to, 0, to.length);
                to[op.axis()] += shift;
                result.copy(Index.linear(to, type.shape()), x, i);
            });
            start += x.shape().size(op.axis());
        }
        return result;
    }

    static Values reverse(Reverse op, Values x) {
        return pull(x, x.type(), (to, from) -> {
            for (int i = 0; i < to.length; i++) {
                from[i] = op.axes().contains(i) ? x.shape().size(i) - 1 - to[i] : to[i];
            }
        });
    }
}
