package jacobian.keras.ops;

import static jacobian.keras.ops.Matrices.batch;
import static jacobian.keras.ops.Matrices.count;
import static jacobian.keras.ops.Matrices.finite;
import static jacobian.keras.ops.Matrices.get;
import static jacobian.keras.ops.Matrices.reciprocalOrZero;
import static jacobian.keras.ops.Matrices.set;
import static jacobian.keras.ops.Matrices.smaller;
import static jacobian.keras.ops.Matrices.symmetric;
import static jacobian.keras.ops.Matrices.transpose;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.HostArray;
import jacobian.engine.tensor.HostOperation;
import jacobian.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.svd.SvdImplicitQrDecompose_DDRM;

/// Singular values, eigenvalues of symmetric matrices, and pseudo-inverses, each with its gradient.
final class Spectra {
    /// U `(..., m, k)`, s `(..., k)` falling, V^T `(..., k, n)` of A = U diag(s) V^T.
    static final HostOperation SVD = new HostOperation(
            "svd",
            types -> svdTypes(types.get(0), false),
            (inputs, results) -> svd(inputs.get(0), results, false),
            (inputs, results, upstreams) -> List.of(svdGradient(results, upstreams)));

    /// The same with all columns of U `(..., m, m)` and rows of V^T `(..., n, n)`.
    static final HostOperation SVD_FULL = new HostOperation(
            "svd(full_matrices=True) of matrices that are not square",
            types -> svdTypes(types.get(0), true),
            (inputs, results) -> svd(inputs.get(0), results, true));

    /// w `(..., n)` rising and V of A = V diag(w) V^T; A is symmetric.
    static final HostOperation EIGH = new HostOperation(
            "eigh",
            types -> {
                var matrix = Matrices.squareType(types.get(0));
                return List.of(matrix.withShape(matrix.shape().without(-1)), matrix);
            },
            Spectra::eigh,
            (inputs, results, upstreams) -> List.of(eighGradient(results, upstreams)));

    /// The pseudo-inverse of A, with singular values of at most the second input times the largest taken for
    /// zero.
    static final HostOperation PINV = new HostOperation(
            "pinv",
            types -> List.of(transposed(types.get(0))),
            Spectra::pinv,
            (inputs, results, upstreams) -> List.of(
                    pinvGradient(inputs.get(0), results.get(0), upstreams.get(0)),
                    inputs.get(1).zerosLike()));

    /// The shortest X that brings A X nearest to B; the third input is as the second of [#PINV].
    static final HostOperation LSTSQ = new HostOperation(
            "lstsq",
            types -> List.of(types.get(1)
                    .withShape(
                            types.get(1).shape().with(-2, types.get(0).shape().dim(-1)))),
            Spectra::lstsq,
            (inputs, results, upstreams) -> lstsqGradient(inputs, upstreams.get(0)));

    private Spectra() {}

    /// A = u diag(s) vt with s falling.
    record Svd(DMatrixRMaj u, double[] s, DMatrixRMaj vt) {}

    static Svd decomposed(DMatrixRMaj a, boolean full) {
        var decomposition = new SvdImplicitQrDecompose_DDRM(!full, true, true, false);
        if (!decomposition.decompose(a.copy())) {
            throw new ArithmeticException("svd did not converge");
        }
        int k = Math.min(a.numRows, a.numCols);
        var s = Arrays.copyOf(decomposition.getSingularValues(), k);
        var u = decomposition.getU(null, true);
        var vt = decomposition.getV(null, true);
        var order = order(s, true);
        return new Svd(transposed(rows(u, order)), pick(s, order), rows(vt, order));
    }

    /// The indices that sort `values`, equal ones in their order.
    private static int[] order(double[] values, boolean falling) {
        var rising = Comparator.comparingDouble((Integer i) -> falling ? -values[i] : values[i]);
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(rising)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] pick(double[] values, int... order) {
        return IntStream.of(order).mapToDouble(i -> values[i]).toArray();
    }

    /// The rows of `matrix` in another order; what `order` does not name stays last.
    private static DMatrixRMaj rows(DMatrixRMaj matrix, int... order) {
        var sorted = matrix.copy();
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(matrix.data, order[i] * matrix.numCols, sorted.data, i * matrix.numCols, matrix.numCols);
        }
        return sorted;
    }

    private static DMatrixRMaj transposed(DMatrixRMaj matrix) {
        var result = new DMatrixRMaj(matrix.numCols, matrix.numRows);
        for (int i = 0; i < matrix.numRows; i++) {
            for (int j = 0; j < matrix.numCols; j++) {
                result.set(j, i, matrix.get(i, j));
            }
        }
        return result;
    }

    private static List<TensorType> svdTypes(TensorType type, boolean full) {
        var shape = type.shape();
        var m = shape.dim(-2);
        var n = shape.dim(-1);
        var k = smaller(m, n);
        var values = batch(shape, 2);
        return List.of(
                type.withShape(shape.with(-1, full ? m : k)),
                type.withShape(values.insert(values.rank(), k)),
                type.withShape(shape.with(-2, full ? n : k)));
    }

    private static void svd(HostArray a, List<HostArray> results, boolean full) {
        for (int i = 0; i < count(a); i++) {
            var svd = decomposed(finite("svd", a, i), full);
            set(results.get(0), i, svd.u);
            results.get(1).set((long) i * svd.s.length, svd.s);
            set(results.get(2), i, svd.vt);
        }
    }

    /// Townsend, "Differentiating the singular value decomposition", 2016. Where singular values are equal, the
    /// directions among them are free and take no part.
    private static Tensor svdGradient(List<Tensor> results, List<Tensor> upstreams) {
        var u = results.get(0);
        var s = results.get(1);
        var v = transpose(results.get(2));
        var du = upstreams.get(0);
        var dv = transpose(upstreams.get(2));
        var differences = s.square().expandDims(-2).subtract(s.square().expandDims(-1));
        var f = reciprocalOrZero(differences);
        var g = transpose(u).matmul(du).multiply(f);
        var h = transpose(v).matmul(dv).multiply(f);
        var columns = s.expandDims(-2);
        var middle = g.add(transpose(g))
                .multiply(columns)
                .add(h.add(transpose(h)).multiply(s.expandDims(-1)))
                .add(Matrices.diagonal(upstreams.get(1)));
        var inverse = reciprocalOrZero(columns);
        var beyondU = du.subtract(u.matmul(transpose(u).matmul(du))).multiply(inverse);
        var beyondV = dv.subtract(v.matmul(transpose(v).matmul(dv))).multiply(inverse);
        var vt = transpose(v);
        return u.matmul(middle).matmul(vt).add(beyondU.matmul(vt)).add(u.matmul(transpose(beyondV)));
    }

    private static void eigh(List<HostArray> inputs, List<HostArray> results) {
        var a = inputs.get(0);
        for (int i = 0; i < count(a); i++) {
            var matrix = finite("eigh", a, i);
            int n = matrix.numRows;
            var decomposition = new SymmetricQRAlgorithmDecomposition_DDRM(true);
            if (!decomposition.decompose(matrix.copy())) {
                throw new ArithmeticException("eigh did not converge");
            }
            var values = new double[n];
            Arrays.setAll(values, k -> decomposition.getEigenvalue(k).real);
            var order = order(values, false);
            var vectors = new DMatrixRMaj(n, n);
            for (int column = 0; column < n; column++) {
                var vector = decomposition.getEigenVector(order[column]);
                for (int row = 0; row < n; row++) {
                    vectors.set(row, column, vector.data[row]);
                }
            }
            results.get(0).set((long) i * n, pick(values, order));
            set(results.get(1), i, vectors);
        }
    }

    /// V (diag(dw) + F * (V^T dV)) V^T with F_ij = 1 / (w_j - w_i), and 0 where they are equal.
    private static Tensor eighGradient(List<Tensor> results, List<Tensor> upstreams) {
        var w = results.get(0);
        var v = results.get(1);
        var f = reciprocalOrZero(w.expandDims(-2).subtract(w.expandDims(-1)));
        var turned = transpose(v).matmul(upstreams.get(1)).multiply(f);
        var middle = turned.add(Matrices.diagonal(upstreams.get(0)));
        return symmetric(v.matmul(middle).matmul(transpose(v)));
    }

    private static TensorType transposed(TensorType type) {
        var shape = type.shape();
        return type.withShape(shape.with(-1, shape.dim(-2)).with(-2, shape.dim(-1)));
    }

    private static void pinv(List<HostArray> inputs, List<HostArray> results) {
        var a = inputs.get(0);
        for (int i = 0; i < count(a); i++) {
            set(
                    results.get(0),
                    i,
                    pseudoInverse(finite("pinv", a, i), inputs.get(1).get(0)));
        }
    }

    private static DMatrixRMaj pseudoInverse(DMatrixRMaj a, double tolerance) {
        var svd = decomposed(a, false);
        var inverse = new DMatrixRMaj(a.numCols, a.numRows);
        for (int k = 0; k < svd.s.length && svd.s[k] > tolerance * svd.s[0]; k++) {
            for (int i = 0; i < a.numCols; i++) {
                double scaled = svd.vt.get(k, i) / svd.s[k];
                for (int j = 0; j < a.numRows; j++) {
                    inverse.set(i, j, inverse.get(i, j) + scaled * svd.u.get(j, k));
                }
            }
        }
        return inverse;
    }

    /// -P^T dP P^T + (I - A P) dP^T P P^T + P^T P dP^T (I - P A), while the rank stays
    /// (Golub and Pereyra, "The differentiation of pseudo-inverses", 1973).
    private static Tensor pinvGradient(Tensor a, Tensor p, Tensor upstream) {
        var pt = transpose(p);
        var dt = transpose(upstream);
        var first = pt.matmul(upstream).matmul(pt);
        var left = dt.matmul(p).matmul(pt);
        var right = pt.matmul(p).matmul(dt);
        return left.subtract(a.matmul(p.matmul(left)))
                .add(right.subtract(right.matmul(p).matmul(a)))
                .subtract(first);
    }

    private static void lstsq(List<HostArray> inputs, List<HostArray> results) {
        var x = results.get(0);
        for (int i = 0; i < count(x); i++) {
            var p = pseudoInverse(
                    finite("lstsq", inputs.get(0), i), inputs.get(2).get(0));
            var b = get(inputs.get(1), i);
            var product = new DMatrixRMaj(p.numRows, b.numCols);
            for (int row = 0; row < p.numRows; row++) {
                for (int column = 0; column < b.numCols; column++) {
                    double sum = 0;
                    for (int k = 0; k < p.numCols; k++) {
                        sum += p.get(row, k) * b.get(k, column);
                    }
                    product.set(row, column, sum);
                }
            }
            set(x, i, product);
        }
    }

    /// With X = P B: dP = dX B^T and dB = P^T dX.
    private static List<Tensor> lstsqGradient(List<Tensor> inputs, Tensor upstream) {
        var a = inputs.get(0);
        var p = PINV.apply(a, inputs.get(2));
        var dp = upstream.matmul(transpose(inputs.get(1)));
        return List.of(
                pinvGradient(a, p, dp),
                transpose(p).matmul(upstream),
                inputs.get(2).zerosLike());
    }
}
