package jacobian.engine.graph;

import jacobian.engine.shape.Broadcasting;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import java.util.List;

/// NumPy's rules for products of vectors, matrices and batches of them.
final class MatrixProduct {
    private MatrixProduct() {}

    static <T extends Elementwise<T> & Indexing<T>> T of(T left, T right) {
        if (left.rank() == 0 || right.rank() == 0) {
            throw new ShapeException(
                    "cannot matmul " + left.type() + " with " + right.type() + ": use multiply for scalars");
        }
        var type = DType.promote(left.dtype(), right.dtype());
        var a = left.rank() == 1 ? left.cast(type).expandDims(0) : left.cast(type);
        var b = right.rank() == 1 ? right.cast(type).expandDims(1) : right.cast(type);
        if (!a.shape().dim(-1).agrees(b.shape().dim(-2))) {
            throw new ShapeException("cannot matmul " + left.shape() + " with " + right.shape() + ": inner sizes "
                    + a.shape().dim(-1) + " and " + b.shape().dim(-2) + " differ");
        }
        var product = matrices(a, b);
        product = left.rank() == 1 ? product.squeeze(-2) : product;
        return right.rank() == 1 ? product.squeeze(-1) : product;
    }

    private static <T extends Elementwise<T> & Indexing<T>> T matrices(T a, T b) {
        var plain = new Matmul(false, false);
        if (b.rank() == 2 && a.rank() > 2) {
            // One matrix for the whole batch: all rows in one product.
            var rows = a.flattenAxes(0, -2);
            var product = rows.apply(plain, List.of(rows, b));
            return product.reshape(a.shape().with(-1, b.shape().dim(-1)));
        }
        var batch =
                Broadcasting.shape(a.shape().range(0, a.rank() - 2), b.shape().range(0, b.rank() - 2));
        return a.apply(plain, List.of(spread(a, batch), spread(b, batch)));
    }

    private static <T extends Elementwise<T> & Indexing<T>> T spread(T x, Shape batch) {
        return x.broadcastTo(batch.concat(x.shape().range(x.rank() - 2, x.rank())));
    }
}
