package jacobian.keras.ops;

import jacobian.engine.graph.Iota;
import jacobian.engine.shape.Broadcasting;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.SizeRule;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.HostArray;
import jacobian.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/// Batches of matrices `(..., rows, columns)`: what is refused, pieces of formulas, and the way to EJML and back.
final class Matrices {
    private Matrices() {}

    /// `x` as matrices of float32 or float64.
    static Tensor matrices(String op, Tensor x) {
        if (x.rank() < 2) {
            throw new ShapeException(op + " needs matrices (..., rows, columns), not " + x.type());
        }
        return x.dtype() == DType.FLOAT64 ? x : x.cast(DType.FLOAT32);
    }

    /// `x` as square matrices of float32 or float64.
    static Tensor square(String op, Tensor x) {
        var matrices = matrices(op, x);
        if (!x.shape().dim(-2).agrees(x.shape().dim(-1))) {
            throw new ShapeException(op + " needs square matrices (..., n, n), not " + x.type());
        }
        return matrices;
    }

    /// The type of square matrices whose two sizes are one.
    static TensorType squareType(TensorType type) {
        var shape = type.shape();
        var n = shape.dim(-1).meet(shape.dim(-2));
        return type.withShape(shape.with(-1, n).with(-2, n));
    }

    /// `shape` without its last `count` axes.
    static Shape batch(Shape shape, int count) {
        return shape.range(0, shape.rank() - count);
    }

    /// The smaller of two dimensions.
    static Dim smaller(Dim a, Dim b) {
        return a.isFixed() && b.isFixed()
                ? Dim.fixed(Math.min(a.size(), b.size()))
                : Dim.derived(new Smaller(), List.of(a, b));
    }

    private record Smaller() implements SizeRule {
        @Override
        public int size(int... sizes) {
            return Math.min(sizes[0], sizes[1]);
        }
    }

    /// `x` with its batch repeated to that of both.
    static Tensor spread(Tensor x, Tensor other) {
        var batch = Broadcasting.shape(batch(x.shape(), 2), batch(other.shape(), 2));
        return x.broadcastTo(batch.concat(x.shape().range(x.rank() - 2, x.rank())));
    }

    static Tensor transpose(Tensor x) {
        int rank = x.rank();
        var order = new int[rank];
        for (int i = 0; i < rank; i++) {
            order[i] = i < rank - 2 ? i : 2 * rank - 3 - i;
        }
        return x.transpose(order);
    }

    /// (x + x^T) / 2.
    static Tensor symmetric(Tensor x) {
        return x.add(transpose(x)).multiply(x.constant(0.5, x.dtype()));
    }

    /// 1 on the diagonal of matrices of the sizes of `like`, 0 elsewhere.
    static Tensor identity(Tensor like) {
        return index(like, 0).equal(index(like, 1)).cast(like.dtype());
    }

    /// `x` on and below diagonal number `diagonal`, 0 above.
    static Tensor lower(Tensor x, int diagonal) {
        var kept = index(x, 1).lessEqual(index(x, 0).add(diagonal));
        return kept.select(x, x.zerosLike());
    }

    /// Row (0) or column (1) of each element of a matrix of the sizes of `like`.
    private static Tensor index(Tensor like, int axis) {
        var shape = like.shape().range(like.rank() - 2, like.rank());
        return like.apply(new Iota(new TensorType(DType.INT32, shape), axis), List.of());
    }

    /// Matrices with `x` `(..., n)` on their diagonals, and zeros.
    static Tensor diagonal(Tensor x) {
        var rows = x.expandDims(-1)
                .broadcastTo(x.shape().insert(x.rank(), x.shape().dim(-1)));
        return rows.multiply(identity(rows));
    }

    /// 1 / x, and 0 where x is 0.
    static Tensor reciprocalOrZero(Tensor x) {
        var zero = x.equal(x.zerosLike());
        return zero.select(x.zerosLike(), zero.select(x.onesLike(), x).reciprocal());
    }

    static int rows(HostArray array) {
        return array.type().shape().size(-2);
    }

    static int columns(HostArray array) {
        return array.type().shape().size(-1);
    }

    /// How many matrices the batch has.
    static int count(HostArray array) {
        return (int) batch(array.type().shape(), 2).size();
    }

    /// A copy of matrix number `index` of the batch.
    static DMatrixRMaj get(HostArray array, int index) {
        int rows = rows(array);
        int columns = columns(array);
        return DMatrixRMaj.wrap(rows, columns, array.doubles((long) index * rows * columns, rows * columns));
    }

    /// The same for `op`, which has no answer where a number is not finite.
    static DMatrixRMaj finite(String op, HostArray array, int index) {
        var matrix = get(array, index);
        for (double value : matrix.data) {
            if (!Double.isFinite(value)) {
                throw new ArithmeticException(op + ": matrix " + index + " of " + array.type() + " holds " + value
                        + ": find out where it comes from");
            }
        }
        return matrix;
    }

    /// Replaces matrix number `index` of the batch.
    static void set(HostArray array, int index, DMatrixRMaj matrix) {
        int size = matrix.getNumElements();
        array.set((long) index * size, size == matrix.data.length ? matrix.data : Arrays.copyOf(matrix.data, size));
    }
}
