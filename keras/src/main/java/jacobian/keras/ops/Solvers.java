package jacobian.keras.ops;

import static jacobian.keras.ops.Matrices.batch;
import static jacobian.keras.ops.Matrices.count;
import static jacobian.keras.ops.Matrices.get;
import static jacobian.keras.ops.Matrices.lower;
import static jacobian.keras.ops.Matrices.rows;
import static jacobian.keras.ops.Matrices.set;
import static jacobian.keras.ops.Matrices.transpose;

import jacobian.engine.tensor.HostArray;
import jacobian.engine.tensor.HostOperation;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionBase_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;

/// Systems of linear equations and determinants, each with its gradient.
final class Solvers {
    /// X of A X = B, of which only the upper triangle of A is read.
    static final HostOperation UPPER = new HostOperation(
            "solve_triangular",
            types -> List.of(types.get(1)),
            (inputs, results) -> substitute(inputs, results.get(0), false),
            (inputs, results, upstreams) -> triangularGradient(inputs, results, upstreams, false));

    /// X of A X = B, of which only the lower triangle of A is read.
    static final HostOperation LOWER = new HostOperation(
            "solve_triangular(lower=True)",
            types -> List.of(types.get(1)),
            (inputs, results) -> substitute(inputs, results.get(0), true),
            (inputs, results, upstreams) -> triangularGradient(inputs, results, upstreams, true));

    /// X of A X = B.
    static final HostOperation SOLVE = new HostOperation(
            "solve",
            types -> List.of(types.get(1)),
            Solvers::solve,
            (inputs, results, upstreams) -> solveGradient(inputs, results, upstreams));

    /// The determinant.
    static final HostOperation DETERMINANT = new HostOperation(
            "det",
            types -> List.of(types.get(0).withShape(batch(types.get(0).shape(), 2))),
            Solvers::determinant,
            (inputs, results, upstreams) -> List.of(scaled(cofactors(inputs.get(0)), upstreams.get(0))));

    /// The determinants of the minors with their signs: the derivative of the determinant, of singular matrices
    /// too.
    private static final HostOperation COFACTORS = new HostOperation(
            "cofactors",
            types -> List.of(Matrices.squareType(types.get(0))),
            Solvers::cofactors,
            (inputs, results, upstreams) -> List.of(cofactorGradient(inputs.get(0), upstreams.get(0))));

    /// The sign of the determinant and the logarithm of its magnitude.
    static final HostOperation LOG_DETERMINANT = new HostOperation(
            "slogdet",
            types -> {
                var scalar = types.get(0).withShape(batch(types.get(0).shape(), 2));
                return List.of(scalar, scalar);
            },
            Solvers::logDeterminant,
            (inputs, results, upstreams) -> {
                var inverse = inverse(inputs.get(0));
                return List.of(scaled(transpose(inverse), upstreams.get(1)));
            });

    /// Matrices with the exchanges of rows of an LU factorization undone.
    static final HostOperation UNDO_EXCHANGES = new HostOperation(
            "undo_exchanges",
            types -> List.of(types.get(0)),
            (inputs, results) -> exchange(inputs, results.get(0), true),
            (inputs, results, upstreams) -> List.of(
                    Solvers.EXCHANGE.apply(upstreams.get(0), inputs.get(1)),
                    inputs.get(1).zerosLike()));

    /// Matrices with the exchanges of rows of an LU factorization done.
    private static final HostOperation EXCHANGE = new HostOperation(
            "exchanges",
            types -> List.of(types.get(0)),
            (inputs, results) -> exchange(inputs, results.get(0), false),
            (inputs, results, upstreams) -> List.of(
                    UNDO_EXCHANGES.apply(upstreams.get(0), inputs.get(1)),
                    inputs.get(1).zerosLike()));

    private Solvers() {}

    /// A^-1.
    static Tensor inverse(Tensor a) {
        return SOLVE.apply(
                a,
                Matrices.identity(a).broadcastTo(Matrices.squareType(a.type()).shape()));
    }

    private static Tensor cofactors(Tensor a) {
        return COFACTORS.apply(a);
    }

    /// Each matrix times its number.
    private static Tensor scaled(Tensor matrices, Tensor numbers) {
        return matrices.multiply(numbers.expandDims(-1).expandDims(-1));
    }

    private static void substitute(List<HostArray> inputs, HostArray result, boolean lower) {
        for (int i = 0; i < count(result); i++) {
            var a = get(inputs.get(0), i);
            var x = get(inputs.get(1), i);
            for (int step = 0; step < a.numRows; step++) {
                int row = lower ? step : a.numRows - 1 - step;
                int from = lower ? 0 : row + 1;
                substitute(a, x, row, from, lower ? row : a.numRows);
            }
            set(result, i, x);
        }
    }

    /// Row `row` of X, when the rows `from` to `to` are known.
    private static void substitute(DMatrixRMaj a, DMatrixRMaj x, int row, int from, int to) {
        for (int column = 0; column < x.numCols; column++) {
            double sum = x.get(row, column);
            for (int k = from; k < to; k++) {
                sum -= a.get(row, k) * x.get(k, column);
            }
            x.set(row, column, sum / a.get(row, row));
        }
    }

    /// dB = A^-T dX, and dA = -dB X^T where A is read.
    private static List<Tensor> triangularGradient(
            List<Tensor> inputs, List<Tensor> results, List<Tensor> upstreams, boolean lower) {
        var b = (lower ? UPPER : LOWER).apply(transpose(inputs.get(0)), upstreams.get(0));
        var a = b.matmul(transpose(results.get(0))).negative();
        return List.of(lower ? lower(a, 0) : a.subtract(lower(a, -1)), b);
    }

    private static void solve(List<HostArray> inputs, List<HostArray> results) {
        var result = results.get(0);
        for (int i = 0; i < count(result); i++) {
            var solver = new LinearSolverLu_DDRM(new LUDecompositionAlt_DDRM());
            var x = new DMatrixRMaj(rows(result), Matrices.columns(result));
            var a = get(inputs.get(0), i);
            if (!solver.setA(a) || isSingular(solver.getDecomposition())) {
                throw new ArithmeticException(
                        "solve: matrix " + i + " of " + inputs.get(0).type() + " is singular: use lstsq or pinv");
            }
            solver.solve(get(inputs.get(1), i), x);
            set(result, i, x);
        }
    }

    /// Whether a pivot is zero.
    private static boolean isSingular(LUDecompositionBase_DDRM decomposition) {
        var lu = decomposition.getLU();
        for (int i = 0; i < lu.numRows; i++) {
            if (lu.get(i, i) == 0) {
                return true;
            }
        }
        return false;
    }

    /// dB = A^-T dX and dA = -dB X^T.
    private static List<Tensor> solveGradient(List<Tensor> inputs, List<Tensor> results, List<Tensor> upstreams) {
        var b = SOLVE.apply(transpose(inputs.get(0)), upstreams.get(0));
        return List.of(b.matmul(transpose(results.get(0))).negative(), b);
    }

    private static void determinant(List<HostArray> inputs, List<HostArray> results) {
        var a = inputs.get(0);
        for (int i = 0; i < count(a); i++) {
            var lu = factored(a, i);
            results.get(0).set(i, lu.computeDeterminant().real);
        }
    }

    private static LUDecompositionAlt_DDRM factored(HostArray a, int index) {
        var decomposition = new LUDecompositionAlt_DDRM();
        decomposition.decompose(get(a, index));
        return decomposition;
    }

    private static void logDeterminant(List<HostArray> inputs, List<HostArray> results) {
        var a = inputs.get(0);
        for (int i = 0; i < count(a); i++) {
            var decomposition = factored(a, i);
            var lu = decomposition.getLU();
            double log = 0;
            // The sign of the exchanges is that of a determinant whose factors all have size 1.
            for (int k = 0; k < lu.numRows; k++) {
                double pivot = lu.get(k, k);
                log += StrictMath.log(Math.abs(pivot));
                lu.set(k, k, Math.signum(pivot));
            }
            results.get(0).set(i, decomposition.computeDeterminant().real);
            results.get(1).set(i, log);
        }
    }

    /// With A = U S V^T: det(U) det(V) U T V^T, where T_ii is the product of all singular values but number i.
    private static void cofactors(List<HostArray> inputs, List<HostArray> results) {
        var a = inputs.get(0);
        int n = rows(a);
        for (int i = 0; i < count(a); i++) {
            var svd = Spectra.decomposed(Matrices.finite("det", a, i), false);
            var u = svd.u();
            var others = new double[n];
            for (int k = 0; k < n; k++) {
                others[k] = 1;
                for (int j = 0; j < n; j++) {
                    others[k] *= j == k ? 1 : svd.s()[j];
                }
            }
            double sign = Math.signum(determinant(u) * determinant(svd.vt()));
            var cofactors = new DMatrixRMaj(n, n);
            for (int row = 0; row < n; row++) {
                for (int column = 0; column < n; column++) {
                    double sum = 0;
                    for (int k = 0; k < n; k++) {
                        sum += u.get(row, k) * others[k] * svd.vt().get(k, column);
                    }
                    cofactors.set(row, column, sign * sum);
                }
            }
            set(results.get(0), i, cofactors);
        }
    }

    private static double determinant(DMatrixRMaj matrix) {
        var decomposition = new LUDecompositionAlt_DDRM();
        decomposition.decompose(matrix.copy());
        return decomposition.computeDeterminant().real;
    }

    /// With Y = A^-T and d = det(A), where A has an inverse: d (sum(dC * Y) Y - Y dC^T Y).
    private static Tensor cofactorGradient(Tensor a, Tensor upstream) {
        var y = transpose(inverse(a));
        var along = upstream.multiply(y).sum(-2, -1);
        var across = y.matmul(transpose(upstream)).matmul(y);
        return scaled(scaled(y, along).subtract(across), DETERMINANT.apply(a));
    }

    private static void exchange(List<HostArray> inputs, HostArray result, boolean undo) {
        int count = inputs.get(1).type().shape().size(-1);
        for (int i = 0; i < count(result); i++) {
            var matrix = get(inputs.get(0), i);
            var exchanges = inputs.get(1).doubles((long) i * count, count);
            for (int step = 0; step < count; step++) {
                int row = undo ? count - 1 - step : step;
                swap(matrix, row, (int) exchanges[row]);
            }
            set(result, i, matrix);
        }
    }

    private static void swap(DMatrixRMaj matrix, int a, int b) {
        for (int column = 0; column < matrix.numCols; column++) {
            double kept = matrix.get(a, column);
            matrix.set(a, column, matrix.get(b, column));
            matrix.set(b, column, kept);
        }
    }
}
