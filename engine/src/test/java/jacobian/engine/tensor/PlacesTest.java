package jacobian.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Pieces of tensors, updates by index and segments: values, gradients and what is refused.
class PlacesTest {
    private static final Tensor X = Tensor.float64(new double[] {3, -1, 2, 5, 2, 0, -4, 1, 6, 0, 7, 1.5}, 4, 3);
    private static final Tensor IDS = Tensor.of(2, 0, 2, 1);
    private static final double STEP = 1e-6;

    private static void checkGradient(UnaryOperator<Tensor> f, Tensor x) {
        UnaryOperator<Tensor> loss = each -> {
            var y = f.apply(each);
            var weights = Tensor.arange((int) y.shape().size())
                    .cast(DType.FLOAT64)
                    .multiply(0.7)
                    .add(1)
                    .sin();
            return y.ravel().multiply(weights).sum();
        };
        var gradient = Gradients.of(loss, x).doubles();
        for (int i = 0; i < gradient.length; i++) {
            double slope = (moved(loss, x, i, STEP) - moved(loss, x, i, -STEP)) / (2 * STEP);
            assertThat(gradient[i]).as("gradient " + i).isEqualTo(slope, Offset.offset(1e-6));
        }
    }

    private static double moved(UnaryOperator<Tensor> loss, Tensor x, int index, double by) {
        var values = x.doubles();
        values[index] += by;
        return loss.apply(Tensor.float64(values, x.shape().sizes())).item();
    }

    @Test
    void segments_join_their_rows_in_any_order() {
        var rows = X.at(1, 0);
        assertThat(rows.segmentSum(IDS, 4).doubles()).containsExactly(5, 0, -1, 0);
        assertThat(rows.segmentProd(IDS, 4).doubles()).containsExactly(5, 0, -12, 1);
        assertThat(rows.segmentMax(IDS, 4).doubles()).containsExactly(5, 0, 3, Double.NEGATIVE_INFINITY);
        assertThat(rows.segmentMin(IDS, 4).doubles()).containsExactly(5, 0, -4, Double.POSITIVE_INFINITY);
        assertThat(Tensor.of(5, 7).segmentMin(Tensor.of(1, 1), 2).ints()).containsExactly(Integer.MAX_VALUE, 5);
    }

    @Test
    void segments_have_gradients_also_of_products_with_zeros() {
        for (var how : Scattering.values()) {
            checkGradient(x -> Scatters.segments(x, IDS, 3, how), X);
        }
        var zeros = Tensor.float64(new double[] {0, 2, 0, 3, 4, 0});
        checkGradient(x -> x.segmentProd(Tensor.of(0, 0, 1, 1, 2, 1), 3), zeros);
        var second = Gradients.of(
                x -> Gradients.of(y -> y.segmentProd(Tensor.of(0, 0, 0), 1).sum(), x)
                        .sum(),
                Tensor.float64(new double[] {2, 3, 5}));
        assertThat(second.doubles()).containsExactly(new double[] {8, 7, 5}, Offset.offset(1e-9));
    }

    @Test
    void equal_largest_rows_share_their_gradient() {
        var x = Tensor.float64(new double[] {3, 1, 3});
        var gradient =
                Gradients.of(each -> each.segmentMax(Tensor.of(0, 0, 0), 1).sum(), x);
        assertThat(gradient.doubles()).containsExactly(0.5, 0, 0.5);
    }

    @Test
    void updates_by_index_have_gradients_of_both_sides() {
        var at = Tensor.of(new int[][] {{1, 2}, {0, 0}, {1, 2}, {3, 1}});
        var updates = Tensor.float64(new double[] {0.5, 9, -2, 1});
        checkGradient(x -> x.scatterUpdate(at, updates), X);
        checkGradient(each -> X.scatterUpdate(at, each), updates);
        for (var how : Scattering.values()) {
            checkGradient(x -> x.scatterUpdate(at, updates, how), X);
            checkGradient(each -> X.scatterUpdate(at, each, how), updates);
        }
        checkGradient(each -> Tensor.scatter(at, each, Shape.of(4, 3)), updates);
    }

    @Test
    void of_two_updates_of_one_place_the_last_stays() {
        var at = Tensor.of(new int[][] {{1}, {1}, {3}});
        var result = X.at(1, 0).scatterUpdate(at, Tensor.float64(new double[] {7, 8, 9}));
        assertThat(result.doubles()).containsExactly(3, 8, -4, 9);
    }

    @Test
    void pieces_are_cut_and_put_with_gradients() {
        checkGradient(x -> x.slice(new int[] {1, 0}, new int[] {2, -1}).square(), X);
        checkGradient(x -> x.slice(Tensor.of(3, 1), new int[] {2, 2}).square(), X);
        var piece = Tensor.float64(new double[] {1, 2, 3, 4}, 2, 2);
        checkGradient(x -> x.sliceUpdate(new int[] {1, 1}, piece).square(), X);
        checkGradient(each -> X.sliceUpdate(new int[] {1, 1}, each).square(), piece);
        checkGradient(each -> X.sliceUpdate(Tensor.of(9, 1), each).square(), piece);
        assertThat(X.sliceUpdate(Tensor.of(9, 1), piece)
                        .slice(new int[] {2, 1}, new int[] {2, 2})
                        .doubles())
                .containsExactly(1, 2, 3, 4);
        checkGradient(x -> x.unstack(1).get(2).square(), X);
        checkGradient(x -> x.extractSequences(2, 1).square(), X);
    }

    @Test
    void programs_for_batches_of_any_size_cut_put_and_arrange() {
        var program = Compiled.of(args -> {
            var x = args.get(0);
            var column = x.range(1, 0, 1);
            return List.of(
                    x.slice(new int[] {0, 1}, new int[] {-1, 2}),
                    x.sliceUpdate(new int[] {0, 2}, column),
                    x.rearrange("b (h w) -> h (b w)", Map.of("h", 3)),
                    x.scatterUpdate(Tensor.of(new int[][] {{0, 1}}), x.at(0, 0).range(0, 0, 1)),
                    x.segmentMax(column.at(1, 0).zerosLike().cast(DType.INT32).add(1), 2));
        });
        for (var x : List.of(X, X.range(0, 0, 2), X.range(0, 1, 2))) {
            var results = program.apply(x);
            assertThat(results.get(0).doubles())
                    .containsExactly(x.range(1, 1, 3).doubles());
            assertThat(results.get(1).at(1, 2).doubles())
                    .containsExactly(x.at(1, 0).doubles());
            assertThat(results.get(2).doubles()).containsExactly(x.transpose().doubles());
            assertThat(results.get(3).doubles()[1]).isEqualTo(x.doubles()[0]);
            assertThat(results.get(4).at(0, 1).doubles())
                    .containsExactly(x.max(0).doubles());
        }
    }

    @Test
    void saturated_numbers_stay_inside_their_type() {
        var far = Tensor.of(-1e20, -3.5, 255.4, 1e20);
        assertThat(far.saturateCast(DType.UINT8).ints()).containsExactly(0, 0, 255, 255);
        assertThat(far.saturateCast(DType.INT32).ints()[0]).isEqualTo(Integer.MIN_VALUE);
        assertThat(far.saturateCast(DType.FLOAT16).doubles()).contains(-65504, 65504);
        assertThat(far.saturateCast(DType.BOOL).ints()).containsExactly(0, 0, 1, 1);
    }

    @Test
    void complement_of_erf_is_exact_far_out() {
        var x = Tensor.float64(new double[] {-3, 0, 0.5, 3, 10, 26});
        double[] expected = {
            1.9999779095030015,
            1,
            0.4795001221869535,
            2.209049699858544e-05,
            2.088487583762545e-45,
            5.663192408856143e-296
        };
        var values = x.erfc().doubles();
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i]).isEqualTo(expected[i], Offset.offset(1e-12 * expected[i]));
        }
        checkGradient(Tensor::erfc, X);
    }

    @Test
    void distance_of_equal_rows_has_no_infinite_gradient() {
        var other = Tensor.float64(X.doubles(), 4, 3);
        checkGradient(x -> x.cdist(other.add(0.3)), X);
        var gradient = Gradients.of(x -> x.cdist(other).sum(), X).doubles();
        assertThat(gradient).doesNotContain(Double.NaN);
    }

    @Test
    void patterns_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> X.rearrange("a b -> a"))
                .hasMessage("rearrange pattern \"a b -> a\" needs the same names on both sides, each once");
        assertThatThrownBy(() -> X.rearrange("a b c -> c b a"))
                .hasMessage("rearrange pattern \"a b c -> c b a\" is for 3 axes, not for float64(4, 3)");
        assertThatThrownBy(() -> X.rearrange("(a b) c -> a b c", Map.of("a", 3)))
                .hasMessage("rearrange pattern \"(a b) c -> a b c\" cannot split an axis of size 4 into [a, b] with"
                        + " {a=3}");
        assertThatThrownBy(() -> X.rearrange("(a b) c -> a b c"))
                .hasMessage(
                        "rearrange pattern \"(a b) c -> a b c\" leaves the sizes of a and b open: give all but one");
        assertThatThrownBy(() -> X.slice(new int[] {3, 0}, new int[] {2, 1}))
                .hasMessage("slice from [3, 0] of shape [2, 1] does not lie inside float64(4, 3)");
        assertThatThrownBy(() -> X.segmentSum(Tensor.of(1.0), 2))
                .hasMessage("segments of float64(4, 3) by float32(1,): needs an integer vector, one number a row");
        assertThatThrownBy(() -> X.segmentMax(Tensor.of(0, 1, 2, 3), 3).doubles())
                .hasMessage("scatter to row 3 of 3");
    }
}
