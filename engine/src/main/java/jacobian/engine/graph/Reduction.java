package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import java.util.List;
import java.util.stream.IntStream;

/// Numbers taken from many elements. Axes count from the end when negative; none given means all.
public interface Reduction<T extends Reduction<T> & Elementwise<T>> extends Operand<T> {
    private T reduce(Reduce.Kind kind, int... axes) {
        return apply(new Reduce(kind, axes(axes)));
    }

    /// `axes` counted from 0, all axes where none is given.
    private List<Integer> axes(int... axes) {
        return axes.length == 0
                ? IntStream.range(0, rank()).boxed().toList()
                : IntStream.of(axes).map(shape()::axis).distinct().boxed().toList();
    }

    /// `reduced` with its lost axes as axes of size 1.
    private T keep(T reduced, int... axes) {
        var shape = shape();
        for (int axis : axes(axes)) {
            shape = shape.with(axis, Dim.fixed(1));
        }
        return reduced.apply(new Reshape(shape));
    }

    /// The sum; bools and uint8 are summed as int32.
    default T sum(int... axes) {
        return wide().apply(new Reduce(Reduce.Kind.SUM, axes(axes)));
    }

    private T wide() {
        return dtype().bytes() == 1 ? self().cast(DType.INT32) : self();
    }

    /// The sum with reduced axes kept as size 1.
    default T sumKeep(int... axes) {
        return keep(sum(axes), axes);
    }

    /// The product; bools and uint8 are multiplied as int32.
    default T prod(int... axes) {
        return wide().apply(new Reduce(Reduce.Kind.PRODUCT, axes(axes)));
    }

    /// The largest element. Keras' `initial` is `x.max(axes).maximum(initial)`.
    default T max(int... axes) {
        return reduce(Reduce.Kind.MAX, axes);
    }

    default T maxKeep(int... axes) {
        return keep(max(axes), axes);
    }

    /// The smallest element. Keras' `initial` is `x.min(axes).minimum(initial)`.
    default T min(int... axes) {
        return reduce(Reduce.Kind.MIN, axes);
    }

    default T minKeep(int... axes) {
        return keep(min(axes), axes);
    }

    /// Whether any element is true.
    default T any(int... axes) {
        return self().cast(DType.BOOL).apply(new Reduce(Reduce.Kind.MAX, axes(axes)));
    }

    /// Whether all elements are true.
    default T all(int... axes) {
        return self().cast(DType.BOOL).apply(new Reduce(Reduce.Kind.MIN, axes(axes)));
    }

    /// How many elements `axes` hold, as a scalar of `dtype`, known when the data is.
    default T count(DType dtype, int... axes) {
        var all = axes(axes);
        long known = 1;
        for (int axis : all) {
            var dim = shape().dim(axis);
            known = dim.isFixed() && known >= 0 ? known * dim.size() : -1;
        }
        return known >= 0 ? constant(known, dtype) : apply(new Size(all, dtype));
    }

    /// The mean; integers give float32. Of floating types of 16 bits it is taken in float32: their sum may be
    /// beyond their range, and so the count.
    default T mean(int... axes) {
        var x = self().floating();
        var wide = x.cast(x.dtype().wide());
        return wide.sum(axes).divide(wide.count(wide.dtype(), axes)).cast(x.dtype());
    }

    default T meanKeep(int... axes) {
        return keep(mean(axes), axes);
    }

    /// The mean squared distance from the mean (biased, as in NumPy).
    default T var(int... axes) {
        var x = self().floating();
        var wide = x.cast(x.dtype().wide());
        return wide.subtract(wide.meanKeep(axes)).square().mean(axes).cast(x.dtype());
    }

    default T std(int... axes) {
        return var(axes).sqrt();
    }

    /// Index (int32) of the first largest element along `axis`.
    default T argmax(int axis) {
        return apply(new ArgReduce(ArgReduce.Kind.MAX, shape().axis(axis)));
    }

    /// Index (int32) of the first smallest element along `axis`.
    default T argmin(int axis) {
        return apply(new ArgReduce(ArgReduce.Kind.MIN, shape().axis(axis)));
    }

    private T numbers() {
        return dtype() == DType.BOOL ? self().cast(DType.INT32) : self();
    }

    /// Running sums along `axis`; those of bools are int32.
    default T cumsum(int axis) {
        return numbers().apply(new Cumulative(Cumulative.Kind.SUM, shape().axis(axis), false, false));
    }

    /// Running products along `axis`.
    default T cumprod(int axis) {
        return numbers().apply(new Cumulative(Cumulative.Kind.PRODUCT, shape().axis(axis), false, false));
    }

    /// log(sum(exp(x))) along `axes`, without overflow.
    default T logsumexp(int... axes) {
        var x = self().floating();
        var max = x.maxKeep(axes).stopGradient();
        var finite = max.isfinite().select(max, max.zerosLike());
        var sum = x.subtract(finite).exp().sum(axes);
        return sum.log().add(finite.apply(new Reshape(sum.shape())));
    }
}
