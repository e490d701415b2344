package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.QuantileMethod;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.ShapeException;
import java.util.List;
import java.util.stream.IntStream;

/// Numbers that describe many. Axes count from the end when negative; none given means all. Integers become
/// float32 where the result has a fraction. A name with `Keep` keeps the reduced axes as size 1.
public interface Statistics<T extends Operations<T>> extends Operand<T> {
    private List<Integer> reduced(int... axes) {
        return axes.length == 0
                ? IntStream.range(0, rank()).boxed().toList()
                : IntStream.of(axes).map(shape()::axis).distinct().boxed().toList();
    }

    /// `result`, which is without `axes`, with them as size 1.
    private T kept(T result, int... axes) {
        var shape = shape();
        for (int axis : reduced(axes)) {
            shape = shape.with(axis, Dim.fixed(1));
        }
        return result.reshape(shape);
    }

    default T prodKeep(int... axes) {
        return kept(self().prod(axes), axes);
    }

    /// The product computed in `dtype`.
    default T prod(DType dtype, int... axes) {
        return self().cast(dtype).prod(axes);
    }

    default T anyKeep(int... axes) {
        return kept(self().any(axes), axes);
    }

    default T allKeep(int... axes) {
        return kept(self().all(axes), axes);
    }

    default T varKeep(int... axes) {
        return kept(self().var(axes), axes);
    }

    default T stdKeep(int... axes) {
        return kept(self().std(axes), axes);
    }

    default T logsumexpKeep(int... axes) {
        return kept(self().logsumexp(axes), axes);
    }

    /// Running sums of all elements in row-major order.
    default T cumsum() {
        return self().ravel().cumsum(0);
    }

    /// Running products of all elements in row-major order.
    default T cumprod() {
        return self().ravel().cumprod(0);
    }

    /// The largest minus the smallest element.
    default T ptp(int... axes) {
        return self().max(axes).subtract(self().min(axes));
    }

    default T ptpKeep(int... axes) {
        return kept(ptp(axes), axes);
    }

    /// How many elements (int32) are not 0.
    default T countNonzero(int... axes) {
        return self().notEqual(constant(0, dtype() == DType.BOOL ? DType.INT32 : dtype()))
                .cast(DType.INT32)
                .sum(axes);
    }

    /// The mean.
    default T average(int... axes) {
        return self().mean(axes);
    }

    /// sum(x w) / sum(w); `weights` has the shape of this tensor.
    default T average(T weights, int... axes) {
        var type = DType.promote(dtype(), weights.dtype()).floating();
        if (!weights.shape().equals(shape())) {
            if (axes.length != 1 || weights.rank() != 1) {
                throw new ShapeException("cannot average " + shape() + " with weights " + weights.shape()
                        + ": needs weights of the same shape, or one axis and a vector");
            }
            return average(along(weights, axes[0]), axes);
        }
        var w = weights.cast(type);
        return self().cast(type).multiply(w).sum(axes).divide(w.sum(axes));
    }

    /// The vector `weights` in the shape of this tensor, running along `axis`.
    private T along(T weights, int axis) {
        int after = rank() - 1 - shape().axis(axis);
        var column = weights;
        for (int i = 0; i < after; i++) {
            column = column.expandDims(-1);
        }
        return column.broadcastTo(shape());
    }

    /// The middle one of the sorted elements, the mean of the two middle ones where their number is even.
    default T median(int... axes) {
        return quantile(0.5, axes);
    }

    default T medianKeep(int... axes) {
        return kept(median(axes), axes);
    }

    /// The element below which the share `q` (0 to 1) of the elements lies, interpolated between neighbours.
    default T quantile(double q, int... axes) {
        return quantile(constant(q, dtype().floating()), QuantileMethod.LINEAR, axes);
    }

    /// The quantiles `q` (0 to 1): a scalar, or a vector whose axis comes first in the result.
    default T quantile(T q, QuantileMethod method, int... axes) {
        return quantiles(axes).at(q, method).cast(dtype().floating());
    }

    default T quantileKeep(T q, QuantileMethod method, int... axes) {
        return quantile(q, method, axes).reshape(quantiles(axes).kept(q));
    }

    private Quantiles<T> quantiles(int... axes) {
        return new Quantiles<>(self().cast(dtype().floating().wide()), reduced(axes), false);
    }

    /// The element below which `q` percent (0 to 100) of the elements lie.
    default T percentile(double q, int... axes) {
        return quantile(q / 100, axes);
    }

    /// The percentiles `q` (0 to 100): a scalar, or a vector whose axis comes first in the result.
    default T percentile(T q, QuantileMethod method, int... axes) {
        return quantile(share(q), method, axes);
    }

    default T percentileKeep(T q, QuantileMethod method, int... axes) {
        return quantileKeep(share(q), method, axes);
    }

    private T share(T percent) {
        return percent.divide(percent.constant(100, percent.dtype().floating()));
    }

    /// The correlation coefficients of the rows of a matrix `(variables, observations)` with each other.
    default T corrcoef() {
        if (rank() != 2) {
            throw new ShapeException(
                    "cannot correlate the rows of " + shape() + ": needs two axes (variables, observations)");
        }
        var x = self().floating();
        var centred = x.subtract(x.meanKeep(1));
        var products = centred.matmul(centred.transpose());
        var size = products.diagonal().sqrt();
        var result = products.divide(size.expandDims(1)).divide(size.expandDims(0));
        return result.maximum(x.constant(-1, x.dtype())).minimum(x.constant(1, x.dtype()));
    }

    /// The area under the last axis, at places 1 apart: the sum of the means of neighbours.
    default T trapezoid() {
        return trapezoid(1, -1);
    }

    /// The area under `axis` by trapezoids whose places are `dx` apart.
    default T trapezoid(double dx, int axis) {
        return neighbours(axis).sum(axis).multiply(constant(dx / 2, dtype().floating()));
    }

    /// The area under `axis` by trapezoids at the places `x`: a vector, or of the shape of this tensor.
    default T trapezoid(T x, int axis) {
        var places = x.rank() == 1 ? along(x, axis) : x;
        var sides = neighbours(axis);
        return sides.multiply(places.diff(1, axis)).sum(axis).multiply(constant(0.5, sides.dtype()));
    }

    /// Sums of two neighbours along `axis`.
    private T neighbours(int axis) {
        var y = self().floating();
        return y.range(axis, new Range(1, Range.END, 1)).add(y.range(axis, 0, -1));
    }
}
