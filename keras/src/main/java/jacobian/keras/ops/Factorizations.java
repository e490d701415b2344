package jacobian.keras.ops;

import static jacobian.keras.ops.Matrices.columns;
import static jacobian.keras.ops.Matrices.count;
import static jacobian.keras.ops.Matrices.finite;
import static jacobian.keras.ops.Matrices.lower;
import static jacobian.keras.ops.Matrices.rows;
import static jacobian.keras.ops.Matrices.set;
import static jacobian.keras.ops.Matrices.smaller;
import static jacobian.keras.ops.Matrices.symmetric;
import static jacobian.keras.ops.Matrices.transpose;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.HostArray;
import jacobian.engine.tensor.HostOperation;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.decomposition.qr.QRDecompositionHouseholderColumn_DDRM;

/// Matrices as products of triangular and orthogonal ones: Cholesky, QR, LU, each with its gradient.
///
/// EJML's classes are named one by one: its factories choose a threaded one by size.
final class Factorizations {
    /// L of A = L L^T; A is symmetric.
    static final HostOperation CHOLESKY = new HostOperation(
            "cholesky",
            types -> List.of(Matrices.squareType(types.get(0))),
            Factorizations::cholesky,
            (inputs, results, upstreams) -> List.of(choleskyGradient(results.get(0), upstreams.get(0))));

    /// Q `(..., m, k)` and R `(..., k, n)` of A = Q R, k the smaller size. Its gradient is for m >= n.
    static final HostOperation QR = new HostOperation(
            "qr",
            types -> qrTypes(types.get(0), false),
            (inputs, results) -> qr(inputs.get(0), results, true),
            (inputs, results, upstreams) -> List.of(qrGradient(results, upstreams)));

    /// Q `(..., m, m)` and R `(..., m, n)` of A = Q R.
    static final HostOperation QR_COMPLETE = new HostOperation(
            "qr(mode=\"complete\")",
            types -> qrTypes(types.get(0), true),
            (inputs, results) -> qr(inputs.get(0), results, false));

    /// L below and U on and above the diagonal, and the rows exchanged, of P A = L U. Its gradient is for
    /// square A.
    static final HostOperation LU = new HostOperation(
            "lu_factor",
            types -> luTypes(types.get(0)),
            Factorizations::lu,
            (inputs, results, upstreams) -> List.of(luGradient(results, upstreams.get(0))));

    private Factorizations() {}

    private static void cholesky(List<HostArray> inputs, List<HostArray> results) {
        var a = inputs.get(0);
        for (int i = 0; i < count(a); i++) {
            var decomposition = new CholeskyDecompositionInner_DDRM(true);
            if (!decomposition.decompose(finite("cholesky", a, i))) {
                throw new ArithmeticException("cholesky: matrix " + i + " of " + a.type()
                        + " is not positive definite: add a small multiple of the identity, or use eigh");
            }
            set(results.get(0), i, decomposition.getT(null));
        }
    }

    /// The symmetric part of L^-T F(L^T dL) L^-1, where F takes the lower triangle and half of the diagonal
    /// (Murray, "Differentiation of the Cholesky decomposition", 2016).
    private static Tensor choleskyGradient(Tensor l, Tensor upstream) {
        var product = transpose(l).matmul(lower(upstream, 0));
        var half = lower(product, 0).add(lower(product, -1)).multiply(l.constant(0.5, l.dtype()));
        var up = transpose(l);
        var left = Solvers.UPPER.apply(up, half);
        return symmetric(transpose(Solvers.UPPER.apply(up, transpose(left))));
    }

    private static List<TensorType> qrTypes(TensorType type, boolean complete) {
        var shape = type.shape();
        var k = complete ? shape.dim(-2) : smaller(shape.dim(-2), shape.dim(-1));
        return List.of(type.withShape(shape.with(-1, k)), type.withShape(shape.with(-2, k)));
    }

    private static void qr(HostArray a, List<HostArray> results, boolean compact) {
        for (int i = 0; i < count(a); i++) {
            var decomposition = new QRDecompositionHouseholderColumn_DDRM();
            // It answers false where a column is zero, which does no harm.
            decomposition.decompose(finite("qr", a, i));
            set(results.get(0), i, decomposition.getQ(null, compact));
            set(results.get(1), i, decomposition.getR(null, compact));
        }
    }

    /// (dQ + Q S(M)) R^-T with M = R dR^T - dQ^T Q and S the symmetric matrix of M's lower triangle
    /// (Walter and Lehmann, "Algorithmic differentiation of linear algebra functions", 2018).
    private static Tensor qrGradient(List<Tensor> results, List<Tensor> upstreams) {
        var q = results.get(0);
        var r = results.get(1);
        var m = r.matmul(transpose(upstreams.get(1)))
                .subtract(transpose(upstreams.get(0)).matmul(q));
        var copied = lower(m, 0).add(transpose(lower(m, -1)));
        var left = upstreams.get(0).add(q.matmul(copied));
        return transpose(Solvers.UPPER.apply(r, transpose(left)));
    }

    private static List<TensorType> luTypes(TensorType type) {
        var shape = type.shape();
        var pivots = Matrices.batch(shape, 2);
        var k = smaller(shape.dim(-2), shape.dim(-1));
        return List.of(type, new TensorType(DType.INT32, pivots.insert(pivots.rank(), k)));
    }

    private static void lu(List<HostArray> inputs, List<HostArray> results) {
        var a = inputs.get(0);
        int k = Math.min(rows(a), columns(a));
        for (int i = 0; i < count(a); i++) {
            var decomposition = new LUDecompositionAlt_DDRM();
            decomposition.decompose(finite("lu_factor", a, i));
            set(results.get(0), i, decomposition.getLU());
            results.get(1).set((long) i * k, exchanges(decomposition.getPivot(), rows(a), k));
        }
    }

    /// The order of rows `pivot` as exchanges, one after the other, of row i with a later one.
    private static double[] exchanges(int[] pivot, int rows, int count) {
        var exchanges = new double[count];
        var order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        for (int i = 0; i < count; i++) {
            int from = i;
            while (order[from] != pivot[i]) {
                from++;
            }
            order[from] = order[i];
            order[i] = pivot[i];
            exchanges[i] = from;
        }
        return exchanges;
    }

    /// P^T L^-T (tril(L^T dL, -1) + triu(dU U^T)) U^-T.
    private static Tensor luGradient(List<Tensor> results, Tensor upstream) {
        var lu = results.get(0);
        if (!lu.shape().dim(-2).agrees(lu.shape().dim(-1))) {
            throw new IllegalStateException("lu_factor has a gradient for square matrices, not for " + lu.type());
        }
        var l = lower(lu, -1).add(Matrices.identity(lu));
        var u = lu.subtract(lower(lu, -1));
        var below = lower(upstream, -1);
        var dl = lower(transpose(l).matmul(below), -1);
        var du = upstream.subtract(below).matmul(transpose(u));
        var middle = dl.add(du.subtract(lower(du, -1)));
        var left = Solvers.UPPER.apply(transpose(l), middle);
        var both = transpose(Solvers.UPPER.apply(u, transpose(left)));
        return Solvers.UNDO_EXCHANGES.apply(both, results.get(1));
    }
}
