package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.SearchSide;
import jacobian.engine.shape.ShapeException;
import java.util.List;

/// Sorting and searching. NaN counts as larger than every number.
public interface Ordering<T extends Operations<T>> extends Operand<T> {
    /// Sorted along the last axis, smallest first.
    default T sort() {
        return sort(-1);
    }

    /// Sorted along `axis`, smallest first.
    default T sort(int axis) {
        return self().sort(axis, false);
    }

    /// Indices (int32) that sort along the last axis, equal elements in their order.
    default T argsort() {
        return argsort(-1);
    }

    /// Indices (int32) that sort along `axis`, equal elements in their order.
    default T argsort(int axis) {
        return self().argsort(axis, false);
    }

    /// Indices (int32) of all elements along the last axis, those of the `kth` smallest and of all below it
    /// first.
    default T argpartition(int kth) {
        return argpartition(kth, -1);
    }

    /// Indices (int32) of all elements along `axis`: first those of the `kth` smallest (counted from 0) and of
    /// all below it, smallest first, then those of the others in their order.
    default T argpartition(int kth, int axis) {
        int size = shape().size(axis);
        if (kth < 0 || (size >= 0 && kth >= size)) {
            throw new ShapeException("no element number " + kth + " along axis " + axis + " of " + shape());
        }
        var order = argsort(axis);
        var rest = order.range(axis, new Range(kth + 1, Range.END, 1)).sort(axis);
        return Joining.concatenate(List.of(order.range(axis, 0, kth + 1), rest), axis);
    }

    /// Index (int32) of the first largest of all elements, counted in row-major order.
    default T argmax() {
        return self().ravel().argmax(0);
    }

    /// Index (int32) of the first smallest of all elements, counted in row-major order.
    default T argmin() {
        return self().ravel().argmin(0);
    }

    /// As `argmax(axis)`, the axis kept as size 1.
    default T argmaxKeep(int axis) {
        return self().argmax(axis).expandDims(shape().axis(axis));
    }

    /// As `argmin(axis)`, the axis kept as size 1.
    default T argminKeep(int axis) {
        return self().argmin(axis).expandDims(shape().axis(axis));
    }

    /// For each of `values`, the index (int32) in this sorted vector before which it belongs, left of equal
    /// elements.
    default T searchsorted(T values) {
        return searchsorted(values, SearchSide.LEFT);
    }

    /// For each of `values`, the index (int32) in this sorted vector before which it belongs.
    default T searchsorted(T values, SearchSide side) {
        vector("search in", self());
        var type = DType.promote(dtype(), values.dtype());
        var sorted = self().cast(type);
        var searched = values.cast(type).expandDims(-1);
        var beyond = switch (side) {
            case LEFT -> searched.lessEqual(sorted);
            case RIGHT -> searched.less(sorted);
        };
        return beyond.logicalNot().cast(DType.INT32).sum(-1);
    }

    /// For each element the number (int32) of the bin it is in: i where `bins[i - 1] <= x < bins[i]`. The vector
    /// `bins` rises, or it falls, and then `bins[i - 1] > x >= bins[i]`.
    default T digitize(T bins) {
        vector("digitize by", bins);
        var rising = bins.searchsorted(self(), SearchSide.RIGHT);
        if (bins.shape().size(0) == 0) {
            return rising;
        }
        var falling = bins.count(DType.INT32, 0).subtract(bins.flip(0).searchsorted(self(), SearchSide.RIGHT));
        return bins.at(0, -1).greaterEqual(bins.at(0, 0)).select(rising, falling);
    }

    /// For each element whether it is one of `elements`; bool. Keras' `invert` is `logicalNot()` of it.
    default T isin(T elements) {
        return self().expandDims(-1).equal(elements.ravel()).any(-1);
    }

    private static <X extends Operations<X>> void vector(String what, X x) {
        if (x.rank() != 1) {
            throw new ShapeException("cannot " + what + " " + x.shape() + ": needs one axis");
        }
    }
}
