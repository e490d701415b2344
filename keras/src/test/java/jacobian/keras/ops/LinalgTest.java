package jacobian.keras.ops;

import static jacobian.keras.ops.Differences.check;
import static jacobian.keras.ops.Differences.checkFirst;
import static jacobian.keras.ops.Differences.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Linear algebra: what defines each function, its gradient against differences, and what it refuses.
class LinalgTest {
    private static final Tensor SQUARE =
            normal(1, 2, 3, 3).add(Matrices.identity(normal(1, 3, 3)).multiply(2));
    private static final Tensor TALL = normal(2, 4, 3);
    private static final Tensor WIDE = normal(3, 3, 4);

    private static Tensor positive(Tensor x) {
        return x.matmul(Matrices.transpose(x)).add(Matrices.identity(x));
    }

    private static void same(Tensor actual, Tensor expected) {
        assertThat(actual.shape().sizes()).isEqualTo(expected.shape().sizes());
        assertThat(actual.doubles()).containsExactly(expected.doubles(), Offset.offset(1e-10));
    }

    @Test
    void products_of_the_factors_are_the_matrix() {
        var spd = positive(SQUARE);
        var l = Linalg.cholesky(spd);
        same(l.matmul(Matrices.transpose(l)), spd);
        for (var a : List.of(SQUARE, TALL, WIDE)) {
            for (var mode : Linalg.QrMode.values()) {
                var qr = Linalg.qr(a, mode);
                same(qr.q().matmul(qr.r()), a);
            }
            var svd = Linalg.svd(a, false);
            same(svd.u().multiply(svd.s().expandDims(-2)).matmul(svd.vh()), a);
        }
        var eigh = Linalg.eigh(spd);
        same(eigh.v().multiply(eigh.w().expandDims(-2)).matmul(Matrices.transpose(eigh.v())), spd);
    }

    @Test
    void full_singular_vectors_are_orthonormal_and_extend_the_reduced_ones() {
        for (var a : List.of(TALL, WIDE)) {
            var full = Linalg.svd(a);
            same(full.u().matmul(Matrices.transpose(full.u())), Matrices.identity(full.u()));
            same(full.vh().matmul(Matrices.transpose(full.vh())), Matrices.identity(full.vh()));
            same(full.s(), Linalg.singularValues(a));
            same(full.u().range(-1, 0, 3), Linalg.svd(a, false).u());
        }
    }

    @Test
    void lu_is_the_matrix_with_its_rows_exchanged() {
        var lu = Linalg.luFactor(SQUARE);
        var l = Matrices.lower(lu.lu(), -1).add(Matrices.identity(lu.lu()));
        var u = lu.lu().subtract(Matrices.lower(lu.lu(), -1));
        same(Solvers.UNDO_EXCHANGES.apply(l.matmul(u), lu.pivots()), SQUARE);
    }

    @Test
    void eig_solves_its_equation_for_real_and_complex_eigenvalues() {
        var rotation = Tensor.float64(new double[] {0, -2, 0, 2, 0, 0, 0, 1, 3}, 3, 3);
        for (var a : List.of(SQUARE, rotation, normal(9, 6, 6))) {
            var eig = Linalg.eig(a);
            var left = new Complex(a.matmul(eig.v().real()), a.matmul(eig.v().imaginary()));
            same(left.real(), product(eig).real());
            same(left.imaginary(), product(eig).imaginary());
            same(eig.v().abs().square().sum(-2), eig.w().real().onesLike());
        }
        same(Linalg.eig(rotation).w().abs().sort(0, true), Tensor.float64(new double[] {3, 2, 2}));
    }

    @Test
    void eig_solves_its_equation_where_eigenvalues_are_equal() {
        var defective = Tensor.float64(new double[] {2, 1, 0, 0, 2, 0, 0, 0, 2}, 3, 3);
        var turns = Tensor.float64(new double[] {0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0}, 4, 4);
        for (var a : List.of(defective, turns, turns.multiply(0))) {
            var eig = Linalg.eig(a);
            same(a.matmul(eig.v().real()), product(eig).real());
            same(a.matmul(eig.v().imaginary()), product(eig).imaginary());
        }
        // Two planes turn alike: four independent vectors there are, and four are found.
        var v = Linalg.eig(turns).v();
        var rows = Tensor.concatenate(List.of(v.real(), v.imaginary().negative()), -1);
        var all = Tensor.concatenate(List.of(rows, Tensor.concatenate(List.of(v.imaginary(), v.real()), -1)), 0);
        assertThat(Linalg.matrixRank(all, 1e-6).item()).isEqualTo(8);
    }

    private static Complex product(Linalg.Eig eig) {
        var w = new Complex(eig.w().real().expandDims(-2), eig.w().imaginary().expandDims(-2));
        return w.multiply(eig.v());
    }

    @Test
    void matrices_without_full_rank_are_decomposed_too() {
        var a = Tensor.float64(new double[] {0, 1, 2, 0, 2, 4, 0, 3, 6}, 3, 3);
        var qr = Linalg.qr(a);
        same(qr.q().matmul(qr.r()), a);
        same(Matrices.transpose(qr.q()).matmul(qr.q()), Matrices.identity(a));
        same(a.matmul(Linalg.pinv(a)).matmul(a), a);
        assertThat(Linalg.det(a).item()).isEqualTo(0, Offset.offset(1e-12));
        same(Linalg.svd(a.multiply(0)).u(), Matrices.identity(a));
    }

    @Test
    void numbers_that_are_not_finite_are_refused() {
        var a = Tensor.of(new double[][] {{1, Double.NaN}, {0, 1}});
        assertThatThrownBy(() -> Linalg.svd(a).s().floats())
                .hasMessage("svd: matrix 0 of float32(2, 2) holds NaN: find out where it comes from");
        assertThatThrownBy(() -> Linalg.eig(a.reciprocal()).w().real().floats())
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void gradients_of_factorizations_match_differences() {
        check(x -> Linalg.cholesky(positive(x)), SQUARE);
        check(x -> Linalg.cholesky(positive(x), true), TALL.matmul(Matrices.transpose(TALL)));
        check(x -> Linalg.choleskyInverse(x), SQUARE);
        check(x -> Linalg.choleskyInverse(x, true), SQUARE);
        check(x -> Linalg.qr(x).q(), SQUARE);
        check(x -> Linalg.qr(x).r(), TALL);
        check(x -> Linalg.qr(x).q(), TALL);
        check(x -> Linalg.qr(x).q().matmul(Linalg.qr(x).r().square()), WIDE);
        check(x -> Linalg.qr(x, Linalg.QrMode.COMPLETE).r(), WIDE);
        check(x -> Linalg.luFactor(x).lu(), SQUARE);
    }

    @Test
    void gradients_of_spectra_match_differences() {
        for (var a : List.of(SQUARE, TALL, WIDE)) {
            check(x -> Linalg.singularValues(x), a);
            check(x -> Linalg.svd(x, false).u(), a);
            check(x -> Linalg.svd(x, false).vh(), a);
        }
        check(x -> Linalg.svd(x).u(), SQUARE);
        check(x -> Linalg.eigh(x).w(), SQUARE);
        check(x -> Linalg.eigh(x).v(), SQUARE);
        checkFirst(x -> Linalg.eig(x).w().real(), SQUARE);
        checkFirst(x -> Linalg.eig(x).w().imaginary(), normal(5, 5, 5));
    }

    @Test
    void gradients_of_solutions_match_differences() {
        check(x -> Linalg.solve(x, normal(4, 2, 3, 2)), SQUARE);
        check(x -> Linalg.solve(SQUARE, x), normal(4, 2, 3));
        check(x -> Linalg.solveTriangular(x, normal(4, 2, 3, 2)), SQUARE);
        check(x -> Linalg.solveTriangular(x, normal(4, 2, 3), true), SQUARE);
        check(x -> Linalg.solveTriangular(SQUARE, x, true), normal(4, 2, 3));
        check(Linalg::inv, SQUARE);
        for (var a : List.of(SQUARE, TALL, WIDE)) {
            check(Linalg::pinv, a);
            var b = normal(6, a.shape().with(-1, Dim.fixed(2)).sizes());
            check(x -> Linalg.lstsq(x, b), a);
            check(x -> Linalg.lstsq(a, x), b);
        }
    }

    @Test
    void gradients_of_determinants_and_norms_match_differences() {
        check(Linalg::det, SQUARE);
        check(Linalg::logdet, SQUARE);
        checkFirst(Linalg::det, Tensor.float64(new double[] {1, 2, 3, 2, 4, 6, 1, 0, 1}, 3, 3));
        for (double ord : new double[] {1, 2, -1, -2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            check(x -> Linalg.norm(x, ord, -2, -1), SQUARE);
            check(x -> Linalg.normKeep(x, ord, 1), SQUARE);
        }
        check(x -> Linalg.norm(x, 3, 0), SQUARE);
        check(x -> Linalg.norm(x, Linalg.MatrixNorm.NUC), TALL);
        check(x -> Linalg.normKeep(x, Linalg.MatrixNorm.FRO, 0, 1), SQUARE);
        check(Linalg::norm, SQUARE);
    }

    @Test
    void pivots_of_exchanged_rows_have_gradients_both_ways() {
        var pivots = Linalg.luFactor(SQUARE).pivots();
        check(x -> Solvers.UNDO_EXCHANGES.apply(x, pivots).square(), SQUARE);
    }

    @Test
    void gradient_of_a_vector_of_eig_is_refused() {
        assertThatThrownBy(() -> Gradients.of(x -> Linalg.eig(x).v().real().sum(), TALL.range(0, 0, 3)))
                .hasMessageStartingWith("eig's eigenvectors has no gradient");
    }

    @Test
    void one_program_serves_matrices_of_several_heights() {
        var program = Compiled.of(args -> List.of(Linalg.singularValues(args.get(0)), Linalg.pinv(args.get(0))));
        for (int rows : new int[] {5, 2, 3}) {
            var x = normal(rows, rows, 3);
            var results = program.apply(x);
            same(results.get(0), Linalg.singularValues(x));
            same(results.get(1), Linalg.pinv(x));
        }
    }

    @Test
    void determinants_that_overflow_have_a_logarithm() {
        var large = Matrices.identity(normal(1, 3, 3)).multiply(-1e200);
        assertThat(Linalg.det(large).item()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Linalg.slogdet(large).sign().item()).isEqualTo(-1);
        assertThat(Linalg.logdet(large).item()).isEqualTo(600 * Math.log(10), Offset.offset(1e-9));
        assertThat(Linalg.logdet(large.multiply(0)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void rank_counts_what_exceeds_the_border() {
        var a = Tensor.of(new double[][] {{1, 2, 3}, {2, 4, 6}, {1, 0, 1}});
        assertThat(Linalg.matrixRank(a).ints()).containsExactly(2);
        assertThat(Linalg.matrixRank(a, 5).ints()).containsExactly(1);
    }

    @Test
    void refusals_name_the_function_and_the_way_out() {
        assertThatThrownBy(() -> Linalg.inv(TALL))
                .isInstanceOf(ShapeException.class)
                .hasMessage("inv needs square matrices (..., n, n), not float64(4, 3)");
        assertThatThrownBy(() -> Linalg.svd(Tensor.of(1.0, 2.0)))
                .hasMessage("svd needs matrices (..., rows, columns), not float32(2,)");
        assertThatThrownBy(() -> Linalg.solve(SQUARE, normal(1, 2, 4)))
                .hasMessage("solve cannot take a float64(2, 3, 3) and b float64(2, 4): a has 3 rows, b 4");
        assertThatThrownBy(() -> Linalg.cholesky(Tensor.of(new double[][] {{1, 2}, {2, 1}}))
                        .floats())
                .hasMessage("cholesky: matrix 0 of float32(2, 2) is not positive definite: add a small multiple of the"
                        + " identity, or use eigh");
        assertThatThrownBy(() ->
                        Linalg.inv(Tensor.of(new double[][] {{1, 2}, {2, 4}})).floats())
                .hasMessage("solve: matrix 0 of float32(2, 2) is singular: use lstsq or pinv");
        assertThatThrownBy(() -> Linalg.norm(SQUARE, 2))
                .hasMessage("norm along axes [0, 1, 2] of float64(2, 3, 3): give one axis (vectors) or two different"
                        + " ones (matrices)");
    }
}
