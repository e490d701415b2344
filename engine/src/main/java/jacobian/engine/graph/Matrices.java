package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Parts of matrices, and matrices made of vectors. A diagonal `k` above the main one is positive, one below
/// negative.
public interface Matrices<T extends Operations<T>> extends Operand<T> {
    /// The last two axes with zeros above the main diagonal.
    default T tril() {
        return tril(0);
    }

    /// The last two axes with zeros above diagonal `k`.
    default T tril(int k) {
        return triangle("tril", k, true);
    }

    /// The last two axes with zeros below the main diagonal.
    default T triu() {
        return triu(0);
    }

    /// The last two axes with zeros below diagonal `k`.
    default T triu(int k) {
        return triangle("triu", k, false);
    }

    private T triangle(String name, int k, boolean lower) {
        if (rank() < 2) {
            throw new ShapeException("cannot take " + name + " of " + shape() + ": needs two axes");
        }
        var plane = shape().range(rank() - 2, rank());
        var above = iota(plane, 1).subtract(iota(plane, 0));
        var edge = constant(k, DType.INT32);
        var kept = lower ? above.lessEqual(edge) : above.greaterEqual(edge);
        return kept.select(self(), constant(0, dtype()));
    }

    /// The main diagonal of the first two axes, as a new last axis.
    default T diagonal() {
        return diagonal(0, 0, 1);
    }

    /// Diagonal `offset` of the matrices that `axis1` and `axis2` span, as a new last axis.
    default T diagonal(int offset, int axis1, int axis2) {
        if (rank() < 2 || shape().axis(axis1) == shape().axis(axis2)) {
            throw new ShapeException("cannot take a diagonal of axes " + axis1 + " and " + axis2 + " of " + shape()
                    + ": needs two different axes");
        }
        int rows = shape().size(axis1);
        int columns = shape().size(axis2);
        if (rows == Shape.ANY || columns == Shape.ANY) {
            throw new ShapeException("cannot take a diagonal of axes " + axis1 + " and " + axis2 + " of " + shape()
                    + ": needs known sizes");
        }
        int length = Math.max(0, Math.min(rows + Math.min(offset, 0), columns - Math.max(offset, 0)));
        int start = offset >= 0 ? offset : -offset * columns;
        var places = iota(Shape.of(length), 0)
                .multiply(constant(columns + 1, DType.INT32))
                .add(constant(start, DType.INT32));
        var last = self().moveaxis(new int[] {axis1, axis2}, new int[] {-2, -1});
        var flat = last.reshapeLast(2);
        return flat.apply(new Gather(flat.rank() - 1), List.of(flat, places));
    }

    /// The sum of the main diagonal of the first two axes.
    default T trace() {
        return trace(0, 0, 1);
    }

    /// The sum of diagonal `offset` of the matrices that `axis1` and `axis2` span.
    default T trace(int offset, int axis1, int axis2) {
        return diagonal(offset, axis1, axis2).sum(-1);
    }

    /// Of a vector, the matrix with it as main diagonal; of a matrix, its main diagonal.
    default T diag() {
        return diag(0);
    }

    /// Of a vector, the square matrix with it as diagonal `k` and zeros elsewhere; of a matrix, its diagonal `k`.
    default T diag(int k) {
        if (rank() == 2) {
            return diagonal(k, 0, 1);
        }
        if (rank() != 1 || shape().size(0) == Shape.ANY) {
            throw new ShapeException("cannot take diag of " + shape() + ": needs a vector of known size or a matrix");
        }
        int size = shape().size(0) + Math.abs(k);
        var square = Shape.of(size, size);
        var wide = self().pad(new int[] {0}, new int[] {Math.abs(k)}).expandDims(k >= 0 ? 1 : 0);
        var on = iota(square, 1).subtract(iota(square, 0)).equal(constant(k, DType.INT32));
        return on.select(wide.broadcastTo(square), constant(0, dtype()));
    }

    /// The square matrix with all elements as main diagonal.
    default T diagflat() {
        return diagflat(0);
    }

    /// The square matrix with all elements as diagonal `k`.
    default T diagflat(int k) {
        return self().ravel().diag(k);
    }

    /// Powers of a vector as columns: x^(n - 1), ..., x, 1, with as many columns as elements.
    default T vander() {
        return vander(shape().size(0), false);
    }

    /// The powers 0 to `n` - 1 of a vector as columns, the highest first, or last if `increasing`.
    default T vander(int n, boolean increasing) {
        if (rank() != 1) {
            throw new ShapeException("cannot make a Vandermonde matrix of " + shape() + ": needs one axis");
        }
        var columns = new ArrayList<T>();
        var power = self().onesLike();
        for (int i = 0; i < n; i++) {
            columns.add(increasing ? i : 0, power);
            power = i + 1 < n ? power.multiply(self()) : power;
        }
        return n == 0
                ? self().expandDims(1).broadcastTo(Shape.of(List.of(shape().dim(0), Dim.fixed(0))))
                : Joining.stack(columns, 1);
    }

    private T iota(Shape shape, int axis) {
        return self().apply(new Iota(new TensorType(DType.INT32, shape), axis), List.of());
    }
}
