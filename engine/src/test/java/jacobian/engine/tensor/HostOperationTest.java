package jacobian.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Operations that users bring along, beginning with the one in the documentation.
class HostOperationTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    /// The example in the documentation of [HostOperation].
    static final HostOperation LAMBERT_W = new HostOperation(
            "lambert_w",
            types -> types,
            (inputs, results) -> {
                for (int i = 0; i < inputs.get(0).size(); i++) {
                    double x = inputs.get(0).get(i);
                    double w = Math.log1p(x);
                    for (int step = 0; step < 20; step++) {
                        w -= (w * Math.exp(w) - x) / (Math.exp(w) * (1 + w));
                    }
                    results.get(0).set(i, w);
                }
            },
            (inputs, results, upstreams) -> {
                var x = inputs.get(0);
                var w = results.get(0);
                return List.of(upstreams.get(0).multiply(w).divide(x.multiply(w.add(1))));
            });

    private static final HostOperation SUM_AND_DIFFERENCE = new HostOperation(
            "sum and difference",
            types -> types,
            (inputs, results) -> {
                var a = inputs.get(0).doubles();
                var b = inputs.get(1).doubles();
                for (int i = 0; i < a.length; i++) {
                    results.get(0).set(i, a[i] + b[i]);
                    results.get(1).set(i, a[i] - b[i]);
                }
            },
            (inputs, results, upstreams) -> List.of(
                    upstreams.get(0).add(upstreams.get(1)), upstreams.get(0).subtract(upstreams.get(1))));

    private final Tensor x = Tensor.float64(new double[] {0.5, Math.E, 3 * Math.exp(3)});

    @Test
    void example_of_the_documentation_inverts_its_function() {
        assertThat(LAMBERT_W.apply(x).doubles()[1]).isEqualTo(1, CLOSE);
        assertThat(LAMBERT_W.apply(x).doubles()[2]).isEqualTo(3, CLOSE);
        assertThat(LAMBERT_W.apply(x.cast(DType.FLOAT32)).dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void gradients_of_gradients_follow_from_its_rule() {
        // With w exp(w) = x: dw/dx = 1 / (exp(w) (1 + w)), and its derivative -(2 + w) / (exp(2 w) (1 + w)^3).
        var first = Gradients.of(each -> LAMBERT_W.apply(each).sum(), x).doubles();
        assertThat(first[1]).isEqualTo(1 / (2 * Math.E), CLOSE);
        var second = Gradients.of(
                each -> Gradients.of(z -> LAMBERT_W.apply(z).sum(), each).sum(), x);
        assertThat(second.doubles()[1]).isEqualTo(-3 / (8 * Math.E * Math.E), CLOSE);
    }

    @Test
    void works_in_programs_for_any_batch_and_in_loops() {
        var program = Compiled.of(args -> List.of(LAMBERT_W.apply(args.get(0)).multiply(2)));
        assertThat(program.apply(x).get(0).doubles()[1]).isEqualTo(2, CLOSE);
        assertThat(program.apply(x.range(0, 1, 3)).get(0).doubles()[0]).isEqualTo(2, CLOSE);
        var zero = Tensor.scalar(0, DType.FLOAT64);
        var loop = Loop.over(List.of(x), List.of(zero), false, (carries, steps) -> {
            var w = LAMBERT_W.apply(steps.get(0));
            return new Loop.Values(List.of(carries.get(0).add(w)), List.of(w));
        });
        assertThat(loop.carries().get(0).item())
                .isEqualTo(LAMBERT_W.apply(x).sum().item(), CLOSE);
    }

    @Test
    void has_gradients_inside_loops() {
        var gradient = Gradients.of(
                each -> Loop.over(List.of(each), List.of(Tensor.scalar(1, DType.FLOAT64)), false, (carries, steps) -> {
                            var product = carries.get(0).multiply(LAMBERT_W.apply(steps.get(0)));
                            return new Loop.Values(List.of(product), List.of());
                        })
                        .carries()
                        .get(0),
                x);
        var same = Gradients.of(each -> LAMBERT_W.apply(each).prod(), x);
        assertThat(gradient.doubles()).containsExactly(same.doubles(), CLOSE);
    }

    @Test
    void may_have_several_inputs_and_results() {
        var y = Tensor.float64(new double[] {1, 2, 3});
        var gradient = Gradients.of(
                each -> {
                    var both = SUM_AND_DIFFERENCE.applyAll(List.of(each, y));
                    return both.get(0).multiply(both.get(1)).sum();
                },
                x);
        assertThat(gradient.doubles()).containsExactly(x.multiply(2).doubles(), CLOSE);
        assertThatThrownBy(() -> SUM_AND_DIFFERENCE.apply(x, y))
                .hasMessage("sum and difference has 2 results: ask for them with applyAll()");
    }

    @Test
    void without_a_rule_a_gradient_is_refused() {
        var plain = new HostOperation(
                "plain",
                types -> types,
                (inputs, results) -> results.get(0).set(inputs.get(0).doubles()));
        assertThat(plain.apply(x).doubles()).containsExactly(x.doubles());
        assertThatThrownBy(() -> Gradients.of(each -> plain.apply(each).sum(), x))
                .hasMessage("plain has no gradient: stop it with stopGradient(), or give the function one");
    }

    @Test
    void rule_that_forgets_an_input_is_refused() {
        var wrong = new HostOperation(
                "wrong",
                types -> types.subList(0, 1),
                (inputs, results) -> {},
                (inputs, results, upstreams) -> upstreams);
        assertThatThrownBy(() -> Gradients.of(each -> wrong.apply(each, each).sum(), x))
                .hasMessage("the gradient of wrong gave 1 tensors for 2 inputs: give one for each, zerosLike() where"
                        + " none flows");
    }

    @Test
    void jvp_moves_results_along_tangents() {
        var moved = Gradients.jvp(
                xs -> List.of(LAMBERT_W.apply(xs.get(0)), xs.get(0).square()), List.of(x), List.of(x.onesLike()));
        var slope = Gradients.of(each -> LAMBERT_W.apply(each).sum(), x);
        assertThat(moved.results().get(1).doubles()).containsExactly(x.square().doubles());
        assertThat(moved.tangents().get(0).doubles()).containsExactly(slope.doubles(), CLOSE);
        assertThat(moved.tangents().get(1).doubles())
                .containsExactly(x.multiply(2).doubles(), CLOSE);
        assertThatThrownBy(() -> Gradients.jvp(xs -> xs, List.of(x), List.of(Tensor.scalar(1))))
                .hasMessage("jvp: primal 0 is float64(3,) but its tangent float32()");
    }
}
