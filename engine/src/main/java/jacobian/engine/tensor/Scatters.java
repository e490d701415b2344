package jacobian.engine.tensor;

import jacobian.engine.graph.ScatterAdd;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.SizeRule;
import java.util.ArrayList;
import java.util.List;

/// Updates brought to their places by index: sums by [ScatterAdd], the others by host operations.
///
/// All work on rows: the axes that are indexed become one, and indices become numbers of rows.
final class Scatters {
    private static final HostOperation MAXIMA = extremum("scatter max", true);
    private static final HostOperation MINIMA = extremum("scatter min", false);

    /// The rows of the first input times those of the third that the second brings there.
    private static final HostOperation PRODUCTS = new HostOperation(
            "scatter mul",
            types -> List.of(types.get(0)),
            (inputs, results) -> combine(inputs, results.get(0), (a, b) -> a * b),
            (inputs, results, upstreams) -> productGradient(inputs, upstreams.get(0)));

    /// For each row of the first input the number of the last update that the second input brings there, or -1.
    private static final HostOperation LAST = new HostOperation(
            "scatter set",
            types -> List.of(types.get(1).withShape(types.get(0).shape().range(0, 1))),
            (inputs, results) -> {
                var rows = results.get(0);
                for (int i = 0; i < rows.size(); i++) {
                    rows.set(i, -1);
                }
                var at = inputs.get(1);
                for (int i = 0; i < at.size(); i++) {
                    rows.set(row(at, i, rows.size()), i);
                }
            });

    private Scatters() {}

    private interface Join {
        double of(double a, double b);
    }

    private static HostOperation extremum(String name, boolean highest) {
        return new HostOperation(
                name,
                types -> List.of(types.get(0)),
                (inputs, results) -> combine(inputs, results.get(0), highest ? Math::max : Math::min),
                (inputs, results, upstreams) -> extremumGradient(inputs, results.get(0), upstreams.get(0)));
    }

    private static int row(HostArray at, int index, int rows) {
        int row = (int) at.get(index);
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException("scatter to row " + row + " of " + rows);
        }
        return row;
    }

    private static void combine(List<HostArray> inputs, HostArray result, Join join) {
        var at = inputs.get(1);
        var updates = inputs.get(2);
        result.set(inputs.get(0).doubles());
        int rows = result.type().shape().size(0);
        int width = rows == 0 ? 0 : result.size() / rows;
        for (int i = 0; i < at.size(); i++) {
            long to = (long) row(at, i, rows) * width;
            for (int j = 0; j < width; j++) {
                result.set(to + j, join.of(result.get(to + j), updates.get((long) i * width + j)));
            }
        }
    }

    /// Those that are equal to the result share its gradient.
    private static List<Tensor> extremumGradient(List<Tensor> inputs, Tensor result, Tensor upstream) {
        var base = inputs.get(0);
        var at = inputs.get(1);
        var baseHit = base.equal(result).cast(base.dtype());
        var updateHit = inputs.get(2).equal(result.take(at, 0)).cast(base.dtype());
        var share = upstream.divide(baseHit.add(sums(base, at, updateHit)));
        return List.of(
                share.multiply(baseHit), at.zerosLike(), share.take(at, 0).multiply(updateHit));
    }

    /// The product of all other factors: by division where none is zero, and where one is, the product of the
    /// rest.
    private static List<Tensor> productGradient(List<Tensor> inputs, Tensor upstream) {
        var base = inputs.get(0);
        var at = inputs.get(1);
        var updates = inputs.get(2);
        var zeros = isZero(base).cast(base.dtype());
        zeros = zeros.add(sums(base, at, isZero(updates).cast(base.dtype())));
        var product = PRODUCTS.apply(withoutZeros(base), at, withoutZeros(updates));
        var forUpdates = others(updates, product.take(at, 0), zeros.take(at, 0));
        return List.of(
                upstream.multiply(others(base, product, zeros)),
                at.zerosLike(),
                upstream.take(at, 0).multiply(forUpdates));
    }

    private static Tensor isZero(Tensor x) {
        return x.equal(x.zerosLike());
    }

    private static Tensor withoutZeros(Tensor x) {
        return isZero(x).select(x.onesLike(), x);
    }

    /// The product of all factors but `x`, from the product of those that are not zero and the number of zeros.
    private static Tensor others(Tensor x, Tensor product, Tensor zeros) {
        var own = isZero(x).cast(x.dtype());
        var none = isZero(zeros.subtract(own));
        return none.select(product.divide(withoutZeros(x)), x.zerosLike());
    }

    /// Updates added up in rows like those of `base`.
    private static Tensor sums(Tensor base, Tensor at, Tensor updates) {
        return base.apply(new ScatterAdd(0, base.shape().dim(0)), List.of(at, updates));
    }

    static Tensor set(Tensor x, Tensor indices, Tensor updates) {
        var rows = Rows.of(x, indices, updates);
        if (rows.updates.shape().size(0) == 0) {
            return x;
        }
        var last = LAST.apply(rows.base, rows.at);
        var zero = last.constant(0, DType.INT32);
        var hit = last.greaterEqual(zero);
        for (int i = 1; i < rows.base.rank(); i++) {
            hit = hit.expandDims(-1);
        }
        return hit.select(rows.updates.take(last.maximum(zero), 0), rows.base).reshape(x.shape());
    }

    static Tensor join(Tensor x, Tensor indices, Tensor updates, Scattering how) {
        var rows = Rows.of(x, indices, updates);
        return joined(rows.base, rows.at, rows.updates, how).reshape(x.shape());
    }

    private static Tensor joined(Tensor base, Tensor at, Tensor updates, Scattering how) {
        return switch (how) {
            case ADD -> base.add(sums(base, at, updates));
            case MUL -> PRODUCTS.apply(base, at, updates);
            case MAX -> MAXIMA.apply(base, at, updates);
            case MIN -> MINIMA.apply(base, at, updates);
        };
    }

    static Tensor segments(Tensor data, Tensor ids, int count, Scattering how) {
        if (ids.rank() != 1
                || !ids.dtype().isInteger()
                || data.rank() == 0
                || !ids.shape().dim(0).agrees(data.shape().dim(0))) {
            throw new ShapeException(
                    "segments of " + data.type() + " by " + ids.type() + ": needs an integer vector, one number a row");
        }
        var shape = data.shape().with(0, Dim.fixed(count));
        double start = switch (how) {
            case ADD -> 0;
            case MUL -> 1;
            case MAX -> data.dtype().isFloating() ? Double.NEGATIVE_INFINITY : Saturation.lowest(data.dtype());
            case MIN -> data.dtype().isFloating() ? Double.POSITIVE_INFINITY : Saturation.highest(data.dtype());
        };
        var base = data.constant(start, data.dtype()).broadcastTo(shape);
        return joined(base, ids.cast(DType.INT32), data, how);
    }

    /// A tensor with its indexed axes as one, the numbers of the rows that are updated, and their updates.
    private record Rows(Tensor base, Tensor at, Tensor updates) {
        static Rows of(Tensor x, Tensor indices, Tensor updates) {
            int count = indices.rank() == 0 ? -1 : indices.shape().size(-1);
            if (count < 1 || count > x.rank()) {
                throw new ShapeException("indices " + indices.type() + " into " + x.type()
                        + ": needs (..., k), k the number of axes that are indexed");
            }
            if (!indices.dtype().isInteger()) {
                throw new DTypeException("indices are " + indices.type() + ": need integers");
            }
            var rest = x.shape().range(count, x.rank());
            var places = indices.shape().range(0, indices.rank() - 1);
            var dims = new ArrayList<>(places.dims());
            dims.addAll(rest.dims());
            var expected = Shape.of(dims);
            var values = updates.cast(x.dtype());
            if (!values.shape().equals(expected)) {
                values = values.broadcastTo(expected);
            }
            return new Rows(
                    x.reshape(one(x.shape().range(0, count)).concat(rest)),
                    rows(x, indices.cast(DType.INT32), count).reshape(one(places)),
                    values.reshape(one(places).concat(rest)));
        }

        private static Shape one(Shape shape) {
            return shape.rank() == 1 ? shape : Shape.of(List.of(Dim.derived(new SizeRule.Product(1), shape.dims())));
        }

        private static Tensor rows(Tensor x, Tensor indices, int count) {
            var row = indices.at(-1, 0);
            for (int axis = 1; axis < count; axis++) {
                row = row.multiply(x.count(DType.INT32, axis)).add(indices.at(-1, axis));
            }
            return row;
        }
    }
}
