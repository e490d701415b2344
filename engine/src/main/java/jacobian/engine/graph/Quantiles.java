package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.QuantileMethod;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import java.util.List;
import java.util.stream.IntStream;

/// Values at given places among the sorted elements along some axes.
///
/// @param <T> what is computed on
/// @param x the elements
/// @param axes the reduced axes, counted from 0
/// @param missing whether NaN are left out; otherwise one makes the result NaN
record Quantiles<T extends Operations<T>>(T x, List<Integer> axes, boolean missing) {
    /// The elements with the reduced axes as the last one, sorted.
    private T sorted() {
        var kept = IntStream.range(0, x.rank()).filter(i -> !axes.contains(i));
        var order = IntStream.concat(kept, axes.stream().mapToInt(i -> i));
        return x.transpose(order.toArray()).reshapeLast(axes.size()).sort(-1, false);
    }

    /// The quantiles `q`, a scalar or a vector of numbers from 0 to 1, whose axis comes first in the result.
    T at(T q, QuantileMethod method) {
        if (q.rank() > 1) {
            throw new ShapeException("quantiles " + q.shape() + ": needs a scalar or one axis");
        }
        var sorted = sorted();
        var type = sorted.dtype();
        var none = sorted.isnan();
        var count = missing ? none.logicalNot().cast(type).sumKeep(-1) : sorted.count(type, -1);
        var last = count.subtract(x.constant(1, type)).maximum(x.constant(0, type));
        var places = q.cast(type).reshape(-1).multiply(last);
        var shape = sorted.shape().with(-1, places.shape().dim(-1));
        var result = between(sorted, places.broadcastTo(shape), method);
        result = missing ? result : none.anyKeep(-1).select(x.constant(Double.NaN, type), result);
        return q.rank() == 0 ? result.squeeze(-1) : first(result);
    }

    private T between(T sorted, T places, QuantileMethod method) {
        var low = places.floor();
        var high = places.ceil();
        return switch (method) {
            case LINEAR -> {
                var share = places.subtract(low);
                var rest = share.onesLike().subtract(share);
                yield take(sorted, low).multiply(rest).add(take(sorted, high).multiply(share));
            }
            case LOWER -> take(sorted, low);
            case HIGHER -> take(sorted, high);
            case MIDPOINT -> take(sorted, low).add(take(sorted, high)).multiply(sorted.constant(0.5, sorted.dtype()));
            case NEAREST -> take(sorted, places.round());
        };
    }

    private T take(T sorted, T places) {
        var index = places.stopGradient().cast(DType.INT32);
        return sorted.apply(new GatherAlong(sorted.rank() - 1), List.of(sorted, index));
    }

    private T first(T result) {
        int last = result.rank() - 1;
        var order = IntStream.concat(IntStream.of(last), IntStream.range(0, last));
        return result.transpose(order.toArray());
    }

    /// The shape of a result whose reduced axes stay as size 1; the axis of `q`, if it has one, comes first.
    Shape kept(T q) {
        var shape = x.shape();
        for (int axis : axes) {
            shape = shape.with(axis, Dim.fixed(1));
        }
        return q.rank() == 0 ? shape : shape.insert(0, q.shape().dim(0));
    }
}
