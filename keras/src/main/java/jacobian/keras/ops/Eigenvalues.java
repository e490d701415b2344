package jacobian.keras.ops;

import static jacobian.keras.ops.Matrices.count;
import static jacobian.keras.ops.Matrices.finite;
import static jacobian.keras.ops.Matrices.transpose;

import jacobian.engine.tensor.HostArray;
import jacobian.engine.tensor.HostOperation;
import jacobian.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.WatchedDoubleStepQRDecomposition_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;

/// Eigenvalues and eigenvectors of matrices that need not be symmetric.
final class Eigenvalues {
    /// Real and imaginary parts of the eigenvalues, then of the eigenvectors as columns.
    static final HostOperation EIG = new HostOperation(
            "eig",
            types -> {
                var matrix = Matrices.squareType(types.get(0));
                var values = matrix.withShape(matrix.shape().without(-1));
                return List.of(values, values, matrix, matrix);
            },
            Eigenvalues::eig,
            (inputs, results, upstreams) -> List.of(gradient(results, upstreams)));

    /// The eigenvectors as they are; a gradient through them is refused.
    static final HostOperation VECTORS = new HostOperation(
            "eig's eigenvectors",
            types -> types,
            (inputs, results) -> results.get(0).set(inputs.get(0).doubles()));

    private static final double PRECISION = Math.ulp(1.0);

    private Eigenvalues() {}

    private static void eig(List<HostArray> inputs, List<HostArray> results) {
        var a = inputs.get(0);
        for (int i = 0; i < count(a); i++) {
            var matrix = finite("eig", a, i);
            var decomposition = new WatchedDoubleStepQRDecomposition_DDRM(true);
            if (!decomposition.decompose(matrix.copy())) {
                throw new ArithmeticException("eig did not converge");
            }
            int n = matrix.numRows;
            for (int k = 0; k < n; k++) {
                var value = decomposition.getEigenvalue(k);
                results.get(0).set((long) i * n + k, value.real);
                results.get(1).set((long) i * n + k, value.imaginary);
                var vector = vector(matrix, decomposition, k);
                write(results, (long) i * n * n + k, n, normalized(vector, n));
            }
        }
    }

    /// EJML's eigenvector where it has one, which it has not of complex eigenvalues, and which need not be one
    /// where several eigenvalues are equal.
    private static double[] vector(DMatrixRMaj a, WatchedDoubleStepQRDecomposition_DDRM decomposition, int k) {
        var value = decomposition.getEigenvalue(k);
        var real = decomposition.getEigenVector(k);
        return real != null && solves(a, value.real, real) ? real.data : iterated(a, value.real, value.imaginary, k);
    }

    private static boolean solves(DMatrixRMaj a, double value, DMatrixRMaj vector) {
        int n = a.numRows;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double difference = -value * vector.data[i];
            for (int j = 0; j < n; j++) {
                difference += a.get(i, j) * vector.data[j];
            }
            largest = Math.max(largest, Math.abs(difference));
        }
        return largest <= 1e-9 * size(a);
    }

    /// The largest magnitude of an element.
    private static double size(DMatrixRMaj a) {
        double largest = 0;
        for (double value : a.data) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /// Writes `vector`, n real parts and then n imaginary ones, as a column that starts at element `at`.
    private static void write(List<HostArray> results, long at, int n, double... vector) {
        for (int row = 0; row < n; row++) {
            results.get(2).set(at + (long) row * n, vector[row]);
            results.get(3).set(at + (long) row * n, vector[n + row]);
        }
    }

    /// The eigenvector of `real` + i `imaginary` by inverse iteration, on [[A - real, imaginary], [-imaginary,
    /// A - real]]. It begins elsewhere for each `k`, so that equal eigenvalues find different vectors where
    /// there are any.
    private static double[] iterated(DMatrixRMaj a, double real, double imaginary, int k) {
        int n = a.numRows;
        // A little beside the eigenvalue, so that the system has a solution.
        double shifted = real + size(a) * PRECISION;
        var system = new DMatrixRMaj(2 * n, 2 * n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double value = a.get(i, j) - (i == j ? shifted : 0);
                system.set(i, j, value);
                system.set(n + i, n + j, value);
            }
            system.set(i, n + i, imaginary);
            system.set(n + i, i, -imaginary);
        }
        var solver = new LinearSolverLu_DDRM(new LUDecompositionAlt_DDRM());
        solver.setA(system);
        var vector = new DMatrixRMaj(2 * n, 1);
        for (int i = 0; i < n; i++) {
            vector.data[i] = 1.0 / ((i + k) % n + 1);
        }
        for (int step = 0; step < 3; step++) {
            var next = new DMatrixRMaj(2 * n, 1);
            solver.solve(vector, next);
            vector = DMatrixRMaj.wrap(2 * n, 1, normalized(next.data, n));
        }
        return vector.data;
    }

    /// `vector`, n real parts and maybe n imaginary ones, with length 1 and its largest element real and
    /// positive.
    private static double[] normalized(double[] vector, int n) {
        var result = Arrays.copyOf(vector, 2 * n);
        double sum = 0;
        int largest = 0;
        for (int i = 0; i < n; i++) {
            sum += square(result, i, n);
            largest = square(result, i, n) > square(result, largest, n) * (1 + 1e-9) ? i : largest;
        }
        double size = Math.sqrt(square(result, largest, n)) * Math.sqrt(sum);
        double cos = result[largest] / size;
        double sin = -result[n + largest] / size;
        for (int i = 0; i < n; i++) {
            double real = result[i];
            double imaginary = result[n + i];
            result[i] = real * cos - imaginary * sin;
            result[n + i] = real * sin + imaginary * cos;
        }
        return result;
    }

    private static double square(double[] vector, int i, int n) {
        return vector[i] * vector[i] + vector[n + i] * vector[n + i];
    }

    /// The real part of V^-H diag(dw) V^H, by way of real matrices of twice the size.
    private static Tensor gradient(List<Tensor> results, List<Tensor> upstreams) {
        var re = transpose(results.get(2));
        var im = transpose(results.get(3));
        // (re - i im) X = diag(dw) (re - i im)
        var dre = upstreams.get(0).expandDims(-1);
        var dim = upstreams.get(1).expandDims(-1);
        var top = Tensor.concatenate(List.of(re, im), -1);
        var bottom = Tensor.concatenate(List.of(im.negative(), re), -1);
        var system = Tensor.concatenate(List.of(top, bottom), -2);
        var right = dre.multiply(re).add(dim.multiply(im));
        var rightImaginary = dim.multiply(re).subtract(dre.multiply(im));
        var x = Solvers.SOLVE.apply(system, Tensor.concatenate(List.of(right, rightImaginary), -2));
        return x.range(-2, 0, re.shape().size(-1));
    }
}
