package jacobian.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Choices, loops and gradients of one's own, where values are known and where they are not.
class ControlFlowTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    private final Tensor x = Tensor.float64(new double[] {0.5, -1, 2});

    @Test
    void known_choice_computes_one_side_alone() {
        var calls = new ArrayList<String>();
        var result = Tensor.cond(
                x.sum().greater(0),
                () -> {
                    calls.add("true");
                    return x.square();
                },
                () -> {
                    calls.add("false");
                    return x.exp();
                });
        assertThat(result.doubles()).containsExactly(0.25, 1, 4);
        assertThat(calls).containsExactly("true");
    }

    @Test
    void unknown_choice_is_selected_when_the_program_runs() {
        var program = Compiled.of(args -> {
            var y = args.get(0);
            return List.of(Tensor.cond(y.sum().greater(0), y::square, y::negative));
        });
        assertThat(program.apply(x).get(0).doubles()).containsExactly(0.25, 1, 4);
        assertThat(program.apply(x.negative()).get(0).doubles()).containsExactly(0.5, -1, 2);
    }

    @Test
    void choice_has_the_gradient_of_the_side_it_takes() {
        for (double sign : new double[] {1, -1}) {
            UnaryOperator<Tensor> f = each -> Tensor.cond(
                    each.multiply(sign).sum().greater(0),
                    () -> each.square().sum(),
                    () -> each.exp().sum());
            var known = Gradients.of(f, x).doubles();
            var program = Compiled.of(args -> List.of(Gradients.of(f, args.get(0))));
            assertThat(known).containsExactly((sign > 0 ? x.multiply(2) : x.exp()).doubles(), CLOSE);
            assertThat(program.apply(x).get(0).doubles()).containsExactly(known, CLOSE);
        }
    }

    @Test
    void switch_takes_a_branch_by_number_and_the_ends_beyond() {
        List<Function<List<Tensor>, Tensor>> branches = List.of(
                xs -> xs.get(0).negative(),
                xs -> xs.get(0).square(),
                xs -> xs.get(0).add(xs.get(0)));
        var program = Compiled.of(args -> List.of(Tensor.switchCase(args.get(0).sum(), branches, args.get(1))));
        for (int index : new int[] {-3, 0, 1, 2, 9}) {
            var known = Tensor.switchCase(Tensor.of(index).sum(), branches, x);
            var expected = index <= 0 ? x.negative() : index == 1 ? x.square() : x.multiply(2);
            assertThat(known.doubles()).containsExactly(expected.doubles());
            assertThat(program.apply(Tensor.of(index), x).get(0).doubles()).containsExactly(expected.doubles());
        }
    }

    private static List<Tensor> doubled(List<Tensor> xs) {
        return List.of(xs.get(0).multiply(2), xs.get(1).add(1));
    }

    @Test
    void while_runs_until_its_condition_is_false_and_has_gradients() {
        var start = Tensor.scalar(3, DType.FLOAT64);
        UnaryOperator<Tensor> f = each -> Tensor.whileLoop(
                        xs -> xs.get(0).less(100), ControlFlowTest::doubled, List.of(each, Tensor.scalar(0)))
                .get(0);
        assertThat(f.apply(start).item()).isEqualTo(192);
        assertThat(Gradients.of(f, start).item()).isEqualTo(64);
    }

    @Test
    void reading_a_value_on_the_way_changes_no_gradient() {
        var gradient = Gradients.of(
                each -> {
                    var y = each.exp();
                    assertThat(y.doubles()).hasSize(3);
                    return y.sum();
                },
                x);
        assertThat(gradient.doubles()).containsExactly(x.exp().doubles(), CLOSE);
    }

    @Test
    void while_of_an_unknown_condition_needs_a_maximum_and_stops_where_it_should() {
        Function<List<Tensor>, List<Tensor>> loop = args -> Tensor.whileLoop(
                xs -> xs.get(0).less(100),
                ControlFlowTest::doubled,
                List.of(args.get(0).sum(), Tensor.scalar(0)),
                8);
        var program = Compiled.of(loop);
        var gradient = Compiled.of(args ->
                List.of(Gradients.of(each -> loop.apply(List.of(each)).get(0), args.get(0))));
        for (double start : new double[] {3, 60, 200, 0.001}) {
            var value = Tensor.float64(new double[] {start});
            var known = loop.apply(List.of(value));
            var found = program.apply(value);
            assertThat(found.get(0).item()).isEqualTo(known.get(0).item());
            assertThat(found.get(1).item()).isEqualTo(known.get(1).item());
            assertThat(gradient.apply(value).get(0).item())
                    .isEqualTo(known.get(0).item() / start, CLOSE);
        }
        var without = Compiled.of(args -> Tensor.whileLoop(
                xs -> xs.get(0).less(100),
                ControlFlowTest::doubled,
                List.of(args.get(0).sum(), Tensor.scalar(0))));
        assertThatThrownBy(() -> without.apply(x))
                .hasMessage("the condition of whileLoop is not known while a program is recorded: give"
                        + " maximumIterations, or use foriLoop or scan");
    }

    @Test
    void counted_loops_and_maps_have_gradients() {
        var loop = Gradients.of(
                each -> Tensor.foriLoop(
                                1,
                                4,
                                (i, sum) -> sum.multiply(i.cast(DType.FLOAT64)).multiply(each),
                                each)
                        .sum(),
                x);
        assertThat(loop.doubles()).containsExactly(x.power(3).multiply(24).doubles(), CLOSE);
        var mapped = Gradients.of(each -> Tensor.map(Tensor::exp, each).sum(), x);
        assertThat(mapped.doubles()).containsExactly(x.exp().doubles(), CLOSE);
        var both = Tensor.map(xs -> List.of(xs.get(0).add(xs.get(1)), xs.get(0)), List.of(x, x.square()));
        assertThat(both.get(0).doubles()).containsExactly(x.add(x.square()).doubles(), CLOSE);
        assertThat(Tensor.foriLoop(3, 3, (i, each) -> each.negative(), x)).isSameAs(x);
    }

    @Test
    void scan_without_sequences_runs_as_often_as_asked() {
        var values = Tensor.scan(
                (carries, steps) -> new Loop.Values(List.of(carries.get(0).multiply(2)), carries), List.of(x), 3);
        assertThat(values.carries().get(0).doubles()).containsExactly(4, -8, 16);
        assertThat(values.outputs().get(0).shape().sizes()).containsExactly(3, 3);
    }

    @Test
    void associative_scan_equals_running_sums_forward_and_back() {
        for (int n = 1; n <= 9; n++) {
            var numbers = Tensor.arange(n).cast(DType.FLOAT64).add(1);
            assertThat(Tensor.associativeScan(Tensor::add, numbers, false, 0).doubles())
                    .containsExactly(numbers.cumsum(0).doubles());
            assertThat(Tensor.associativeScan(Tensor::add, numbers, true, 0).doubles())
                    .containsExactly(numbers.flip(0).cumsum(0).flip(0).doubles());
        }
    }

    @Test
    void custom_gradient_is_the_one_that_is_used() {
        var scale = Tensor.scalar(3, DType.FLOAT64);
        UnaryOperator<Tensor> f = input -> Tensor.customGradient(
                each -> CustomGradient.of(
                        each.square().multiply(scale),
                        upstream -> upstream.multiply(each).multiply(5)),
                input);
        assertThat(f.apply(x).doubles()).containsExactly(x.square().multiply(3).doubles(), CLOSE);
        assertThat(Gradients.of(each -> f.apply(each).sum(), x).doubles())
                .containsExactly(x.multiply(5).doubles(), CLOSE);
        var second =
                Gradients.of(each -> Gradients.of(z -> f.apply(z).sum(), each).sum(), x);
        assertThat(second.doubles()).containsExactly(5, 5, 5);
        var program =
                Compiled.of(args -> List.of(Gradients.of(each -> f.apply(each).sum(), args.get(0))));
        assertThat(program.apply(x).get(0).doubles())
                .containsExactly(x.multiply(5).doubles(), CLOSE);
    }

    @Test
    void custom_gradient_gives_captured_tensors_none() {
        var gradient = Gradients.of(
                each -> Tensor.customGradient(
                                y -> CustomGradient.of(y.multiply(each), upstream -> upstream.multiply(7)), x)
                        .add(each)
                        .sum(),
                x.add(1));
        assertThat(gradient.doubles()).containsExactly(1, 1, 1);
    }

    @Test
    void custom_gradient_of_several_tensors_works_in_loops() {
        UnaryOperator<Tensor> f =
                each -> Loop.over(List.of(each), List.of(each.at(0, 0).onesLike()), false, (carries, steps) -> {
                            var both = Tensor.customGradient(
                                    xs -> new CustomGradient(
                                            List.of(xs.get(0).multiply(xs.get(1))),
                                            up -> List.of(
                                                    up.get(0).multiply(xs.get(1)),
                                                    up.get(0).multiply(xs.get(0)))),
                                    List.of(carries.get(0), steps.get(0)));
                            return new Loop.Values(both, List.of());
                        })
                        .carries()
                        .get(0);
        assertThat(f.apply(x).item()).isEqualTo(-1, CLOSE);
        assertThat(Gradients.of(f, x).doubles()).containsExactly(-2, 1, -0.5);
    }

    @Test
    void refusals_say_what_was_given() {
        assertThatThrownBy(() -> Tensor.cond(x, () -> x, () -> x))
                .hasMessage("cond chooses by a scalar, not by float64(3,): reduce it, or use select");
        assertThatThrownBy(() -> Tensor.customGradient(each -> CustomGradient.of(each, up -> up.sum()), x))
                .hasMessage("a custom gradient gave float64() for input 0, which is float64(3,)");
        assertThatThrownBy(() -> Tensor.whileLoop(xs -> xs.get(0).sum().less(9), xs -> List.of(), List.of(x)))
                .hasMessage(
                        "the body of whileLoop turns [float64(3,)] into []: it gives as many tensors as it takes, of"
                                + " their types");
    }
}
