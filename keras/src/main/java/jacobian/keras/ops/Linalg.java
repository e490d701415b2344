package jacobian.keras.ops;

import static jacobian.keras.ops.Matrices.matrices;
import static jacobian.keras.ops.Matrices.spread;
import static jacobian.keras.ops.Matrices.square;
import static jacobian.keras.ops.Matrices.symmetric;
import static jacobian.keras.ops.Matrices.transpose;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/// Linear algebra on batches of matrices: `keras.ops.linalg`.
///
/// Matrices are the last two axes, all axes before are a batch; float32 and float64, other types count as
/// float32. The factorizations run on the host in float64 (EJML) and round once, at the end; they are not meant
/// for the hot path of a network. Every function has a gradient unless it says otherwise, and most have
/// gradients of gradients. Numbers without bounds (NaN, infinities) and matrices without the needed property
/// throw an [ArithmeticException] when the values are computed.
///
/// Where mathematics leaves signs open (eigenvectors, singular vectors, rows of R), they may differ from those of
/// another library.
public final class Linalg {
    /// The norms of matrices that have a name in place of an order.
    public enum MatrixNorm {
        /// Frobenius: the root of the sum of all squares.
        FRO,
        /// Nuclear: the sum of the singular values.
        NUC
    }

    /// How much of Q and R [#qr] gives.
    public enum QrMode {
        /// As many columns of Q as there are rows or columns, whichever are fewer.
        REDUCED,
        /// A square Q.
        COMPLETE
    }

    /// A = Q R with orthonormal columns in `q` and an upper triangle in `r`.
    public record Qr(Tensor q, Tensor r) {}

    /// A = U diag(s) Vh.
    ///
    /// @param u left singular vectors as columns
    /// @param s singular values `(..., k)`, falling
    /// @param vh right singular vectors as rows
    public record Svd(Tensor u, Tensor s, Tensor vh) {}

    /// A = V diag(w) V^T.
    ///
    /// @param w eigenvalues `(..., n)`, rising
    /// @param v eigenvectors as columns
    public record Eigh(Tensor w, Tensor v) {}

    /// A V = V diag(w).
    ///
    /// @param w eigenvalues `(..., n)`
    /// @param v eigenvectors of length 1 as columns
    public record Eig(Complex w, Complex v) {}

    /// L U = A with its rows exchanged.
    ///
    /// @param lu U on and above the diagonal, L below it, whose diagonal of ones is not stored
    /// @param pivots int32 `(..., k)`: row i was exchanged with row `pivots[i]`, in that order
    public record Lu(Tensor lu, Tensor pivots) {}

    /// det(A) = sign exp(logabsdet).
    public record Slogdet(Tensor sign, Tensor logabsdet) {}

    private Linalg() {}

    /// `cholesky`: the lower triangular L with x = L L^T, for symmetric positive definite `x` `(..., n, n)`. The
    /// symmetric part of `x` is taken.
    public static Tensor cholesky(Tensor x) {
        return cholesky(x, false);
    }

    /// The same, or with `upper` the upper triangular U = L^T with x = U^T U.
    public static Tensor cholesky(Tensor x, boolean upper) {
        var l = Factorizations.CHOLESKY.apply(symmetric(square("cholesky", x)));
        return upper ? transpose(l) : l;
    }

    /// `cholesky_inverse`: the inverse of L L^T, from the triangle `x` = L, or of U^T U from `x` = U with
    /// `upper`.
    ///
    /// (With `upper` Keras 3.15.1 on JAX gives the inverse of U^T U as well.)
    public static Tensor choleskyInverse(Tensor x, boolean upper) {
        var factor = square("choleskyInverse", x);
        var l = upper ? transpose(factor) : factor;
        var identity =
                Matrices.identity(l).broadcastTo(Matrices.squareType(l.type()).shape());
        var inverse = Solvers.LOWER.apply(l, identity);
        return transpose(inverse).matmul(inverse);
    }

    /// The inverse of L L^T from the lower triangle `x` = L.
    public static Tensor choleskyInverse(Tensor x) {
        return choleskyInverse(x, false);
    }

    /// `jvp`: the results of `fun` at `primals`, and how they change when the primals move along `tangents`
    /// (forward-mode differentiation).
    ///
    /// @param fun a function of tensors; what else it computes (`has_aux` in Python) it may keep in a variable of
    /// Java's
    /// @param primals where
    /// @param tangents which way, each of the type of its primal
    public static Gradients.Jvp jvp(
            Function<List<Tensor>, List<Tensor>> fun, List<Tensor> primals, List<Tensor> tangents) {
        return Gradients.jvp(fun, primals, tangents);
    }

    /// `det`: the determinants `(...)` of `x` `(..., n, n)`. Its gradient is right for singular matrices too.
    public static Tensor det(Tensor x) {
        return Solvers.DETERMINANT.apply(square("det", x));
    }

    /// `slogdet`: signs and logarithms of the magnitudes of the determinants, for those that overflow; 0 and
    /// -infinity
    /// of a singular matrix.
    public static Slogdet slogdet(Tensor x) {
        var results = Solvers.LOG_DETERMINANT.applyAll(List.of(square("slogdet", x)));
        return new Slogdet(results.get(0), results.get(1));
    }

    /// `logdet`: log |det(x)|, the second part of [#slogdet].
    public static Tensor logdet(Tensor x) {
        return slogdet(x).logabsdet();
    }

    /// `eig`: eigenvalues and eigenvectors of any square `x`; they are complex. The order of the eigenvalues is
    /// open.
    ///
    /// The eigenvalues have a gradient (where all differ), the eigenvectors have none, as in Keras on JAX. For
    /// symmetric matrices use [#eigh].
    public static Eig eig(Tensor x) {
        var results = Eigenvalues.EIG.applyAll(List.of(square("eig", x)));
        return new Eig(
                new Complex(results.get(0), results.get(1)),
                new Complex(Eigenvalues.VECTORS.apply(results.get(2)), Eigenvalues.VECTORS.apply(results.get(3))));
    }

    /// `eigh`: eigenvalues, rising, and eigenvectors of symmetric `x`, whose symmetric part is taken.
    public static Eigh eigh(Tensor x) {
        var results = Spectra.EIGH.applyAll(List.of(symmetric(square("eigh", x))));
        return new Eigh(results.get(0), results.get(1));
    }

    /// `inv`: the inverses of `x` `(..., n, n)`.
    public static Tensor inv(Tensor x) {
        return Solvers.inverse(square("inv", x));
    }

    /// `lu_factor`: the LU factorization with exchanged rows. Its gradient is for square matrices.
    public static Lu luFactor(Tensor x) {
        var results = Factorizations.LU.applyAll(List.of(matrices("luFactor", x)));
        return new Lu(results.get(0), results.get(1));
    }

    /// `lstsq`: the shortest X among those that make the length of A X - b least, for `a` `(..., m, n)` and `b`
    /// `(..., m, k)` or `(..., m)`. Singular values below the machine's precision times max(m, n) times the
    /// largest count as zero.
    public static Tensor lstsq(Tensor a, Tensor b) {
        return lstsq(a, b, tolerance(matrices("lstsq", a), 1));
    }

    /// The same with `rcond` times the largest singular value as the border.
    public static Tensor lstsq(Tensor a, Tensor b, double rcond) {
        return lstsq(a, b, Tensor.scalar(rcond, DType.FLOAT64));
    }

    private static Tensor lstsq(Tensor a, Tensor b, Tensor rcond) {
        return system("lstsq", matrices("lstsq", a), b, (left, right) -> Spectra.LSTSQ.apply(left, right, rcond));
    }

    /// `matrix_rank`: how many singular values exceed the machine's precision times max(m, n) times the largest;
    /// int32
    /// `(...)`. It has no gradient.
    public static Tensor matrixRank(Tensor x) {
        var a = matrices("matrixRank", x);
        var s = singularValues(a);
        return count(s, s.maxKeep(-1).multiply(tolerance(a, 1).cast(s.dtype())));
    }

    /// How many singular values exceed `tol`.
    public static Tensor matrixRank(Tensor x, double tol) {
        var s = singularValues(matrices("matrixRank", x));
        return count(s, s.number(tol, s.dtype()));
    }

    private static Tensor count(Tensor s, Tensor border) {
        return s.greater(border).cast(DType.INT32).sum(-1);
    }

    /// `norm`: the root of the sum of the squares of all elements, a scalar.
    public static Tensor norm(Tensor x) {
        return x.floating().square().sum().sqrt();
    }

    /// `norm` of order `ord` along one axis (a vector's) or two (a matrix's rows and columns); without `axis`
    /// all of `x`, which then has one or two.
    ///
    /// | `ord` | of a vector | of a matrix |
    /// |---|---|---|
    /// | 2 | root of the sum of squares | largest singular value |
    /// | 1 | sum of magnitudes | largest sum of magnitudes in a column |
    /// | infinity | largest magnitude | largest sum of magnitudes in a row |
    /// | -1, -2, -infinity | as the formula says; the smallest magnitude | the smallest in place of the largest |
    /// | 0 | number of elements that are not 0 | |
    /// | p | (sum of magnitudes^p)^(1/p) | |
    public static Tensor norm(Tensor x, double ord, int... axis) {
        return Norms.of(x.floating(), ord, axis);
    }

    /// The Frobenius or nuclear norm of the matrices along two axes; without `axis` of `x`, which is a matrix.
    public static Tensor norm(Tensor x, MatrixNorm ord, int... axis) {
        return Norms.of(x.floating(), ord, axis);
    }

    /// [#norm(Tensor)] with all axes kept as size 1.
    public static Tensor normKeep(Tensor x) {
        return x.floating().square().sumKeep().sqrt();
    }

    /// [#norm(Tensor, double, int...)] with the axes kept as size 1.
    public static Tensor normKeep(Tensor x, double ord, int... axis) {
        return Norms.keep(x, norm(x, ord, axis), axis);
    }

    /// [#norm(Tensor, MatrixNorm, int...)] with the axes kept as size 1.
    public static Tensor normKeep(Tensor x, MatrixNorm ord, int... axis) {
        return Norms.keep(x, norm(x, ord, axis), axis);
    }

    /// `pinv`: the Moore-Penrose pseudo-inverses `(..., n, m)` of `x` `(..., m, n)`. Singular values of at most
    /// ten times the machine's precision times max(m, n) times the largest count as zero. The gradient holds
    /// while the rank stays.
    public static Tensor pinv(Tensor x) {
        var a = matrices("pinv", x);
        return Spectra.PINV.apply(a, tolerance(a, 10));
    }

    /// The same with `rcond` times the largest singular value as the border.
    public static Tensor pinv(Tensor x, double rcond) {
        return Spectra.PINV.apply(matrices("pinv", x), Tensor.scalar(rcond, DType.FLOAT64));
    }

    /// `qr`: `x` `(..., m, n)` as Q `(..., m, k)` times R `(..., k, n)`, k the smaller size.
    public static Qr qr(Tensor x) {
        return qr(x, QrMode.REDUCED);
    }

    /// The same, or with [QrMode#COMPLETE] Q `(..., m, m)` and R `(..., m, n)`; that has a gradient where m <= n,
    /// since
    /// the columns of Q beyond those of `x` are open.
    public static Qr qr(Tensor x, QrMode mode) {
        var a = matrices("qr", x);
        return mode == QrMode.REDUCED ? reduced(a) : complete(a);
    }

    private static Qr reduced(Tensor a) {
        int rows = a.shape().size(-2);
        int columns = a.shape().size(-1);
        if (rows >= columns || rows < 0) {
            var results = Factorizations.QR.applyAll(List.of(a));
            return new Qr(results.get(0), results.get(1));
        }
        // The columns beyond the square are Q times the rest of R, so that one gradient serves both kinds.
        var left = Factorizations.QR.applyAll(List.of(a.range(-1, 0, rows)));
        var rest = transpose(left.get(0)).matmul(a.range(-1, rows, columns));
        return new Qr(left.get(0), Tensor.concatenate(List.of(left.get(1), rest), -1));
    }

    private static Qr complete(Tensor a) {
        int rows = a.shape().size(-2);
        if (rows >= 0 && rows <= a.shape().size(-1)) {
            return reduced(a);
        }
        var results = Factorizations.QR_COMPLETE.applyAll(List.of(a));
        return new Qr(results.get(0), results.get(1));
    }

    /// `solve`: X with a X = b, for `a` `(..., n, n)` and `b` `(..., n, k)` or `(..., n)`.
    public static Tensor solve(Tensor a, Tensor b) {
        return system("solve", square("solve", a), b, Solvers.SOLVE::apply);
    }

    /// `solve_triangular`: X with a X = b for upper triangular `a`, or lower triangular with `lower`; the other
    /// triangle
    /// is not read.
    public static Tensor solveTriangular(Tensor a, Tensor b, boolean lower) {
        var operation = lower ? Solvers.LOWER : Solvers.UPPER;
        return system("solveTriangular", square("solveTriangular", a), b, operation::apply);
    }

    /// [#solveTriangular(Tensor, Tensor, boolean)] for upper triangular `a`.
    public static Tensor solveTriangular(Tensor a, Tensor b) {
        return solveTriangular(a, b, false);
    }

    /// `svd` of `x` `(..., m, n)` with `full_matrices=True`: U `(..., m, m)`, s `(..., k)`, Vh `(..., n, n)`, k
    /// the smaller size. The gradient is for square matrices, as the further vectors of others are open: use
    /// [#svd(Tensor, boolean)].
    public static Svd svd(Tensor x) {
        return svd(x, true);
    }

    /// The same, or without `fullMatrices` U `(..., m, k)` and Vh `(..., k, n)`. Equal singular values have no
    /// gradient
    /// among their vectors.
    public static Svd svd(Tensor x, boolean fullMatrices) {
        var a = matrices("svd", x);
        int rows = a.shape().size(-2);
        boolean full = fullMatrices && (rows < 0 || rows != a.shape().size(-1));
        var results = (full ? Spectra.SVD_FULL : Spectra.SVD).applyAll(List.of(a));
        return new Svd(results.get(0), results.get(1), results.get(2));
    }

    /// `svd` with `compute_uv=False`: the singular values alone, `(..., k)`, falling.
    public static Tensor singularValues(Tensor x) {
        return svd(x, false).s();
    }

    /// The least ratio of singular values that counts, `factor` times precision times max(m, n).
    private static Tensor tolerance(Tensor x, double factor) {
        double precision = x.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
        var size = x.count(DType.FLOAT64, -1).maximum(x.count(DType.FLOAT64, -2));
        return size.multiply(size.constant(factor * precision, DType.FLOAT64));
    }

    private interface System {
        Tensor solve(Tensor a, Tensor b);
    }

    /// The solution for `b` as matrices, or as vectors where it has one axis less than `a`.
    private static Tensor system(String op, Tensor a, Tensor b, System system) {
        boolean vector = b.rank() == a.rank() - 1;
        if (!vector && b.rank() != a.rank()) {
            throw new ShapeException(op + " cannot take a " + a.type() + " and b " + b.type()
                    + ": b needs as many axes as a (..., m, k), or one less (..., m)");
        }
        var type = DType.promote(a.dtype(), b.dtype());
        var left = a.cast(type);
        var right = vector ? b.cast(type).expandDims(-1) : b.cast(type);
        if (!left.shape().dim(-2).agrees(right.shape().dim(-2))) {
            throw new ShapeException(op + " cannot take a " + a.type() + " and b " + b.type() + ": a has "
                    + left.shape().dim(-2) + " rows, b " + right.shape().dim(-2));
        }
        var x = system.solve(spread(left, right), spread(right, left));
        return vector ? x.squeeze(-1) : x;
    }
}
