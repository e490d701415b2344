package jacobian.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradientTest {
    private final Node x = Run.input(DType.FLOAT64, 3);
    private final Node y = Run.input(DType.FLOAT64, 3);

    private static double[] gradient(Node loss, Node variable, double... values) {
        return Run.value(Gradient.of(loss, List.of(variable)).get(0).orElseThrow(), List.of(variable), values);
    }

    @Test
    void a_value_used_twice_gets_the_sum_of_both_gradients() {
        assertThat(gradient(x.multiply(x).add(x).sum(), x, 1, 2, -3)).containsExactly(3, 5, -5);
    }

    @Test
    void a_variable_that_the_loss_does_not_use_has_no_gradient() {
        assertThat(Gradient.of(x.sum(), List.of(x, y)).get(1)).isEmpty();
    }

    @Test
    void gradients_by_a_node_within_the_graph_are_there_too() {
        var middle = x.exp();
        var gradient =
                Gradient.of(middle.square().sum(), List.of(middle)).get(0).orElseThrow();
        assertThat(Run.value(gradient, List.of(x), new double[] {0, 0, 0})).containsExactly(2, 2, 2);
    }

    @Test
    void a_loss_that_is_no_scalar_is_refused() {
        assertThatThrownBy(() -> Gradient.of(x, List.of(x)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "a gradient needs a scalar loss of a floating type, not float64(3,): take its mean() or sum()");
    }

    @Test
    void stop_gradient_keeps_the_value_and_stops_the_gradient() {
        var loss = x.multiply(x.stopGradient()).sum();
        assertThat(Run.value(loss, List.of(x), new double[] {1, 2, 3})).containsExactly(14);
        assertThat(gradient(loss, x, 1, 2, 3)).containsExactly(1, 2, 3);
    }

    @Test
    void a_custom_gradient_is_used_instead_of_the_derivative() {
        var in = Run.input(DType.FLOAT64, 3);
        var result = Run.input(DType.FLOAT64, 3);
        var upstream = Run.input(DType.FLOAT64, 3);
        var straightThrough = new Composite(
                "straight through",
                new Graph(List.of(in), List.of(in.sign())),
                Optional.of(new Graph(List.of(in, result, upstream), List.of(upstream.multiply(result.add(2))))));
        var node = Node.of(straightThrough, x);
        assertThat(Run.value(node, List.of(x), new double[] {-2, 0, 5})).containsExactly(-1, 0, 1);
        assertThat(gradient(node.sum(), x, -2, 0, 5)).containsExactly(1, 2, 3);
    }

    @Test
    void a_composite_of_two_results_of_which_one_is_used_has_gradients() {
        var a = Run.input(DType.FLOAT64, 3);
        var composite = new Composite("both", new Graph(List.of(a), List.of(a.exp(), a.square())), Optional.empty());
        var node = Node.of(composite, x);
        assertThat(gradient(node.pick(1).sum(), x, 1, 2, 3)).containsExactly(2, 4, 6);
    }

    @Test
    void a_function_of_the_host_without_a_gradient_says_so() {
        var silent = new HostFunction() {
            @Override
            public String name() {
                return "solve";
            }

            @Override
            public List<TensorType> types(List<TensorType> inputs) {
                return inputs;
            }

            @Override
            public void call(List<TensorType> types, List<MemorySegment> inputs, List<MemorySegment> results) {}
        };
        var node = Node.of(new HostCall(silent), x);
        assertThatThrownBy(() -> Gradient.of(node.sum(), List.of(x)))
                .hasMessage("solve has no gradient: stop it with stopGradient(), or give the function one");
    }

    @Test
    void powers_of_negative_numbers_and_of_zero_have_finite_gradients() {
        assertThat(gradient(x.power(3).sum(), x, -2, 0, 1)).containsExactly(12, 0, 3);
        assertThat(gradient(x.power(1).sum(), x, -2, 0, 1)).containsExactly(1, 1, 1);
        assertThat(gradient(x.power(0).sum(), x, -2, 0, 1)).containsExactly(0, 0, 0);
    }

    @Test
    void the_larger_of_two_equal_numbers_shares_its_gradient() {
        assertThat(gradient(x.maximum(1).sum(), x, 0, 1, 2)).containsExactly(0, 0.5, 1);
        assertThat(gradient(x.minimum(1).sum(), x, 0, 1, 2)).containsExactly(1, 0.5, 0);
        assertThat(gradient(x.max(), x, 3, 3, 1)).containsExactly(0.5, 0.5, 0);
    }

    @Test
    void softmax_and_its_relatives_have_gradients_that_match_differences() {
        var z = Run.input(DType.FLOAT64, 2, 3);
        var weight = Node.of(new Iota(z.type(), 1)).add(1);
        for (var loss : List.of(
                z.softmax(-1).multiply(weight).sum(),
                z.logSoftmax(0).multiply(weight).sum(),
                z.logsumexp(1).square().sum(),
                z.var(0).sum(),
                z.softplus().sum())) {
            var types = List.of(z.type());
            FiniteDifferences.of(loss, List.of(z)).check(types, FiniteDifferences.values(types, 1), 1e-6);
        }
    }

    @Test
    void products_along_a_tangent_are_directional_derivatives() {
        var results = List.of(x.exp().multiply(y), x.sum().square());
        var tangent = Run.input(DType.FLOAT64, 3);
        var changes = Gradient.jvp(results, List.of(x), List.of(tangent));
        double[] at = {0.1, -0.2, 0.3};
        double[] other = {1, 2, 3};
        double[] along = {1, -1, 0.5};
        var all = List.of(x, y, tangent);
        assertThat(Run.value(changes.get(0), all, at, other, along))
                .containsExactly(new double[] {Math.exp(0.1), -2 * Math.exp(-0.2), 1.5 * Math.exp(0.3)}, within(1e-12));
        assertThat(Run.value(changes.get(1), all, at, other, along)[0]).isCloseTo(2 * 0.2 * 0.5, within(1e-12));
    }

    @Test
    void a_result_that_does_not_depend_on_the_variable_does_not_change_along_its_tangent() {
        var changes = Gradient.jvp(List.of(y.exp()), List.of(x), List.of(x.onesLike()));
        assertThat(Run.value(changes.get(0))).containsExactly(0, 0, 0);
    }

    @Test
    void products_along_a_tangent_go_through_scans_and_custom_gradients() {
        var h = Run.input(DType.FLOAT64, 3);
        var w = Run.input(DType.FLOAT64, 3);
        var scan = new Scan(new Graph(List.of(h, w), List.of(h.multiply(w).sin())), 1, 0, Dim.fixed(3), false);
        var cube = Node.of(ControlCases.cube(DType.FLOAT64, Shape.of(3)), Node.of(scan, x, y));
        double[] at = {0.5, 1, -1};
        double[] weights = {1.2, 0.7, 2};
        double[] along = {0.3, -1, 0.5};
        var tangent = Run.input(DType.FLOAT64, 3);
        var change = Gradient.jvp(List.of(cube), List.of(y), List.of(tangent)).get(0);
        var found = Run.value(change, List.of(x, y, tangent), at, weights, along);
        double step = 1e-5;
        for (int i = 0; i < 3; i++) {
            double[] high = weights.clone();
            double[] low = weights.clone();
            high[i] += step * along[i];
            low[i] -= step * along[i];
            double slope = (Run.value(cube, List.of(x, y), at, high)[i] - Run.value(cube, List.of(x, y), at, low)[i])
                    / (2 * step);
            assertThat(found[i]).isCloseTo(slope, within(1e-8));
        }
    }
}
