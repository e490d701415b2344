package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Views, pieces and arrangements of elements. Axes count from the end when negative.
public interface Indexing<T extends Indexing<T> & Elementwise<T>> extends Operand<T> {
    /// The same elements in row-major order under other sizes; one of them may be -1 and follows from the rest.
    default T reshape(int... sizes) {
        return reshape(Reshaping.shape(shape(), sizes));
    }

    /// The same elements in row-major order under `shape`.
    default T reshape(Shape shape) {
        return shape.dims().equals(shape().dims()) && shape.rank() == rank() && sameSymbols(shape)
                ? self()
                : apply(new Reshape(shape));
    }

    private boolean sameSymbols(Shape shape) {
        for (int i = 0; i < shape.rank(); i++) {
            if (shape.dim(i).symbol() != shape().dim(i).symbol()) {
                return false;
            }
        }
        return true;
    }

    /// Axes `first` to `last` (both included) as one.
    default T flattenAxes(int first, int last) {
        var shape = shape();
        var middle = Reshaping.product(shape.range(shape.axis(first), shape.axis(last) + 1));
        var dims = new ArrayList<>(shape.range(0, shape.axis(first)).dims());
        dims.add(middle);
        dims.addAll(shape.range(shape.axis(last) + 1, shape.rank()).dims());
        return reshape(Shape.of(dims));
    }

    /// The last `count` axes as one; with 0, a new last axis of size 1.
    default T reshapeLast(int count) {
        return count == 0 ? expandDims(-1) : flattenAxes(rank() - count, rank() - 1);
    }

    /// All elements in one axis.
    default T ravel() {
        return rank() == 0 ? reshape(1) : flattenAxes(0, -1);
    }

    /// New axes of size 1 at positions `axes` of the result.
    default T expandDims(int... axes) {
        int rank = rank() + axes.length;
        var shape = shape();
        for (int axis : IntStream.of(axes)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .toArray()) {
            shape = shape.insert(axis, Dim.fixed(1));
        }
        return apply(new Reshape(shape));
    }

    /// Without `axes`, which have size 1; none given means all of size 1.
    default T squeeze(int... axes) {
        var gone = axes.length == 0
                ? IntStream.range(0, rank()).filter(i -> shape().size(i) == 1)
                : IntStream.of(axes).map(shape()::axis).distinct();
        var shape = shape();
        for (int axis : gone.map(i -> -i).sorted().map(i -> -i).toArray()) {
            var dim = shape().dim(axis);
            if (dim.isKnown() && dim.size() != 1) {
                throw new ShapeException("cannot squeeze axis " + axis + " of " + shape() + ": its size is " + dim);
            }
            shape = shape.without(axis);
        }
        return apply(new Reshape(shape));
    }

    /// Axes in another order; none given turns the order round.
    default T transpose(int... permutation) {
        var order = permutation.length == 0
                ? IntStream.range(0, rank()).map(i -> rank() - 1 - i)
                : IntStream.of(permutation).map(shape()::axis);
        return apply(new Transpose(order.boxed().toList()));
    }

    default T swapaxes(int first, int second) {
        int a = shape().axis(first);
        int b = shape().axis(second);
        return a == b
                ? self()
                : transpose(IntStream.range(0, rank())
                        .map(i -> i == a ? b : i == b ? a : i)
                        .toArray());
    }

    /// The elements at index `index` of `axis`, which disappears.
    default T at(int axis, int index) {
        int size = shape().size(axis);
        if (size != Shape.ANY && (index < -size || index >= size)) {
            throw new ShapeException("no index " + index + " along axis " + axis + " of " + shape());
        }
        return range(axis, index, index == -1 ? Range.END : index + 1).squeeze(axis);
    }

    /// What lies at `indices[i]` along axis i, which disappears: `x.getItem(1, -1)` is Python's `x[1, -1]`.
    default T getItem(int... indices) {
        var x = self();
        for (int index : indices) {
            x = x.at(0, index);
        }
        return x;
    }

    /// The pieces `ranges[i]` of axis i: `x.getItem(Range.ALL, new Range(1, Range.END, 2))` is Python's `x[:,
    /// 1::2]`.
    default T getItem(Range... ranges) {
        var x = self();
        for (int axis = 0; axis < ranges.length; axis++) {
            x = x.range(axis, ranges[axis]);
        }
        return x;
    }

    /// The elements `from` (inclusive) to `to` (exclusive) along `axis`, which stays.
    default T range(int axis, int from, int to) {
        return range(axis, new Range(from, to, 1));
    }

    default T range(int axis, Range range) {
        var ranges = new ArrayList<>(Collections.nCopies(rank(), Range.ALL));
        ranges.set(shape().axis(axis), range);
        return apply(new Slice(ranges));
    }

    /// Zeros around: `low[i]` before and `high[i]` after axis i.
    default T pad(int[] low, int[] high) {
        return apply(new Pad(
                IntStream.of(low).boxed().toList(), IntStream.of(high).boxed().toList()));
    }

    /// The order along `axes` turned round, along all where none is given.
    default T flip(int... axes) {
        var chosen = axes.length == 0
                ? IntStream.range(0, rank())
                : IntStream.of(axes).map(shape()::axis);
        return apply(new Reverse(chosen.boxed().toList()));
    }

    /// Slices along `axis`, one for each index of the integer tensor `indices`, whose shape takes the place of
    /// the axis. Negative indices count from the end; one outside the axis is refused when the program runs.
    default T take(T indices, int axis) {
        return apply(new Gather(shape().axis(axis)), List.of(self(), counted(indices, axis)));
    }

    /// `indices` into `axis` counted from 0.
    private T counted(T indices, int axis) {
        var from0 = indices.cast(DType.INT32);
        var dim = shape().dim(axis);
        var size = dim.isFixed()
                ? constant(dim.size(), DType.INT32)
                : apply(new Size(List.of(shape().axis(axis)), DType.INT32));
        return from0.less(constant(0, DType.INT32)).select(from0.add(size), from0);
    }

    /// Elements in row-major order, one for each index.
    default T take(T indices) {
        return ravel().take(indices, 0);
    }

    /// For each position, the element at the given index along `axis`; all other axes agree. Negative indices
    /// count from the end.
    default T takeAlongAxis(T indices, int axis) {
        return apply(new GatherAlong(shape().axis(axis)), List.of(self(), counted(indices, axis)));
    }

    /// Elements in row-major order, one for each index of a vector.
    default T takeAlongAxis(T indices) {
        return ravel().takeAlongAxis(indices, 0);
    }

    /// For indices into all elements of `shape` in row-major order: the index along each of its axes.
    default List<T> unravelIndex(Shape shape) {
        var indices = new ArrayList<T>();
        var rest = self();
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            var size = constant(shape.size(axis), dtype());
            indices.add(0, axis == 0 ? rest : rest.mod(size));
            rest = rest.floorDivide(size);
        }
        return indices;
    }

    /// Indices (int32) that sort along `axis`, equal elements in their order.
    default T argsort(int axis, boolean descending) {
        return apply(new ArgSort(shape().axis(axis), descending));
    }

    /// The elements sorted along `axis`.
    default T sort(int axis, boolean descending) {
        return apply(new GatherAlong(shape().axis(axis)), List.of(self(), argsort(axis, descending)));
    }

    /// Indices (int32) of the `k` largest elements along the last axis.
    default T topK(int k) {
        return apply(new TopK(k));
    }
}
