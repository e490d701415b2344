package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.QuantileMethod;
import java.util.List;
import java.util.stream.IntStream;

/// Reductions that leave NaN out. Axes count from the end when negative; none given means all. A name with
/// `Keep` keeps the reduced axes as size 1.
public interface NanReduction<T extends Operations<T>> extends Operand<T> {
    private List<Integer> reduced(int... axes) {
        return axes.length == 0
                ? IntStream.range(0, rank()).boxed().toList()
                : IntStream.of(axes).map(shape()::axis).distinct().boxed().toList();
    }

    private T kept(T result, int... axes) {
        var shape = shape();
        for (int axis : reduced(axes)) {
            shape = shape.with(axis, Dim.fixed(1));
        }
        return result.reshape(shape);
    }

    /// `value` in place of NaN.
    private T filled(double value) {
        var x = self();
        return dtype().isFloating() ? x.isnan().select(constant(value, dtype()), x) : x;
    }

    private T numbers(DType type, int... axes) {
        return self().isnan().logicalNot().cast(type).sum(axes);
    }

    private T undefinedWhereEmpty(T result, int... axes) {
        var type = result.dtype();
        return numbers(DType.INT32, axes).equal(constant(0, DType.INT32)).select(constant(Double.NaN, type), result);
    }

    /// The sum, 0 where there is no number.
    default T nansum(int... axes) {
        return filled(0).sum(axes);
    }

    default T nansumKeep(int... axes) {
        return kept(nansum(axes), axes);
    }

    /// The product, 1 where there is no number.
    default T nanprod(int... axes) {
        return filled(1).prod(axes);
    }

    default T nanprodKeep(int... axes) {
        return kept(nanprod(axes), axes);
    }

    /// The largest number, NaN where there is none.
    default T nanmax(int... axes) {
        var result = filled(Double.NEGATIVE_INFINITY).max(axes);
        return dtype().isFloating() ? undefinedWhereEmpty(result, axes) : result;
    }

    default T nanmaxKeep(int... axes) {
        return kept(nanmax(axes), axes);
    }

    /// The smallest number, NaN where there is none.
    default T nanmin(int... axes) {
        var result = filled(Double.POSITIVE_INFINITY).min(axes);
        return dtype().isFloating() ? undefinedWhereEmpty(result, axes) : result;
    }

    default T nanminKeep(int... axes) {
        return kept(nanmin(axes), axes);
    }

    /// The mean, NaN where there is no number.
    default T nanmean(int... axes) {
        var sum = self().floating().nansum(axes);
        return sum.divide(numbers(sum.dtype(), axes));
    }

    default T nanmeanKeep(int... axes) {
        return kept(nanmean(axes), axes);
    }

    /// The mean squared distance from the mean, NaN where there is no number.
    default T nanvar(int... axes) {
        var x = self().floating();
        return x.subtract(x.nanmeanKeep(axes)).square().nanmean(axes);
    }

    default T nanvarKeep(int... axes) {
        return kept(nanvar(axes), axes);
    }

    /// The square root of [#nanvar].
    default T nanstd(int... axes) {
        return nanvar(axes).sqrt();
    }

    default T nanstdKeep(int... axes) {
        return kept(nanstd(axes), axes);
    }

    /// The middle one of the sorted numbers, NaN where there is none.
    default T nanmedian(int... axes) {
        return nanquantile(0.5, axes);
    }

    default T nanmedianKeep(int... axes) {
        return kept(nanmedian(axes), axes);
    }

    /// The number below which the share `q` (0 to 1) of the numbers lies, interpolated between neighbours.
    default T nanquantile(double q, int... axes) {
        return nanquantile(constant(q, dtype().floating()), QuantileMethod.LINEAR, axes);
    }

    /// The quantiles `q` (0 to 1): a scalar, or a vector whose axis comes first in the result.
    default T nanquantile(T q, QuantileMethod method, int... axes) {
        return quantiles(axes).at(q, method).cast(dtype().floating());
    }

    default T nanquantileKeep(T q, QuantileMethod method, int... axes) {
        return nanquantile(q, method, axes).reshape(quantiles(axes).kept(q));
    }

    private Quantiles<T> quantiles(int... axes) {
        return new Quantiles<>(self().cast(dtype().floating().wide()), reduced(axes), true);
    }

    /// The percentiles `q` (0 to 100): a scalar, or a vector whose axis comes first in the result.
    default T nanpercentile(T q, QuantileMethod method, int... axes) {
        return nanquantile(q.divide(q.constant(100, q.dtype().floating())), method, axes);
    }

    default T nanpercentileKeep(T q, QuantileMethod method, int... axes) {
        return nanquantileKeep(q.divide(q.constant(100, q.dtype().floating())), method, axes);
    }

    /// Index (int32) of the first largest number along `axis`, -1 where there is none.
    default T nanargmax(int axis) {
        return found(filled(Double.NEGATIVE_INFINITY).argmax(axis), axis);
    }

    /// Index (int32) of the first largest of all numbers, counted in row-major order.
    default T nanargmax() {
        return self().ravel().nanargmax(0);
    }

    default T nanargmaxKeep(int axis) {
        return kept(nanargmax(axis), axis);
    }

    /// Index (int32) of the first smallest number along `axis`, -1 where there is none.
    default T nanargmin(int axis) {
        return found(filled(Double.POSITIVE_INFINITY).argmin(axis), axis);
    }

    /// Index (int32) of the first smallest of all numbers, counted in row-major order.
    default T nanargmin() {
        return self().ravel().nanargmin(0);
    }

    default T nanargminKeep(int axis) {
        return kept(nanargmin(axis), axis);
    }

    private T found(T index, int axis) {
        var none = numbers(DType.INT32, axis).equal(constant(0, DType.INT32));
        return none.select(constant(-1, DType.INT32), index);
    }

    /// Running sums along `axis`, NaN counted as 0.
    default T nancumsum(int axis) {
        return filled(0).cumsum(axis);
    }

    /// Running sums of all elements in row-major order, NaN counted as 0.
    default T nancumsum() {
        return self().ravel().nancumsum(0);
    }

    /// Running products along `axis`, NaN counted as 1.
    default T nancumprod(int axis) {
        return filled(1).cumprod(axis);
    }

    /// Running products of all elements in row-major order, NaN counted as 1.
    default T nancumprod() {
        return self().ravel().nancumprod(0);
    }
}
