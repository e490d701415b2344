package jacobian.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RematTest {
    private static final int LAYERS = 8;
    private static final int UNITS = 32;
    private static final int BATCH = 256;
    private static final int PARTS = 6;

    private static List<Variable> weights() {
        var weights = new ArrayList<Variable>();
        for (int i = 0; i < LAYERS; i++) {
            var values = new float[UNITS * UNITS];
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) Math.sin(i + 0.7 * j) / 4;
            }
            weights.add(new Variable("w" + i, Tensor.of(values, UNITS, UNITS)));
        }
        return weights;
    }

    /// Several values of the size of the input, each of which its own gradient needs.
    private static Tensor block(Tensor x, Variable w) {
        var y = x;
        for (int i = 0; i < PARTS; i++) {
            y = y.matmul(w.tensor()).tanh();
        }
        return y;
    }

    private static Compiled step(List<Variable> weights, boolean again) {
        return Compiled.of(arguments -> {
            var gradients = Gradients.of(
                    () -> {
                        var x = arguments.get(0);
                        for (var w : weights) {
                            UnaryOperator<Tensor> block = y -> block(y, w);
                            x = (again ? Remat.of(block) : block).apply(x);
                        }
                        return x.square().mean();
                    },
                    weights);
            var results = new ArrayList<Tensor>(List.of(gradients.loss()));
            for (int i = 0; i < weights.size(); i++) {
                results.add(gradients.gradient(i));
            }
            return results;
        });
    }

    private static Tensor input() {
        var values = new float[BATCH * UNITS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.cos(0.3 * i);
        }
        return Tensor.of(values, BATCH, UNITS);
    }

    private static long arena(Compiled step) {
        var matcher = Pattern.compile("arena for sizes .*: ([0-9,]+) bytes").matcher(step.explain());
        assertThat(matcher.find()).as(step.explain()).isTrue();
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }

    @Test
    void the_bits_stay_and_the_memory_falls() {
        var kept = step(weights(), false);
        var again = step(weights(), true);
        var expected = kept.apply(input());
        var results = again.apply(input());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(results.get(i).floats()).isEqualTo(expected.get(i).floats());
        }
        assertThat(arena(again)).isLessThan(arena(kept) / 2);
        assertThat(again.explain()).contains("Barrier");
    }

    @Test
    void what_the_function_uses_besides_gets_its_gradient() {
        var w = new Variable("w", Tensor.of(2.0, 3));
        var x = new Variable("x", Tensor.of(5.0, 7));
        var gradients = Gradients.of(
                () -> Remat.of(each -> each.multiply(w.tensor()).square())
                        .apply(x.tensor())
                        .sum(),
                List.of(w, x));
        assertThat(gradients.gradient(0).floats()).containsExactly(100, 294);
        assertThat(gradients.gradient(1).floats()).containsExactly(40, 126);
    }

    @Test
    void an_assignment_inside_happens_once() {
        var count = new Variable("count", Tensor.scalar(0));
        var x = new Variable("x", Tensor.of(1.0, 2));
        var step = Compiled.of(_ -> {
            var gradients = Gradients.of(
                    () -> Remat.of(each -> {
                                count.assign(count.tensor().add(each.sum()));
                                return each.exp().square();
                            })
                            .apply(x.tensor())
                            .sum(),
                    List.of(x));
            return List.of(gradients.gradient(0));
        });
        var gradient = step.apply().get(0).doubles();
        assertThat(count.item()).isEqualTo(3);
        assertThat(gradient[1]).isCloseTo(2 * Math.exp(4), org.assertj.core.api.Assertions.within(1e-4));
    }

    @Test
    void gradients_of_gradients_and_several_results() {
        var x = Tensor.of(3.0);
        var cube = Remat.ofAll(all -> List.of(all.get(0).square(), all.get(0).multiply(2)));
        var second = Gradients.of(
                y -> Gradients.of(
                                z -> {
                                    var both = cube.apply(List.of(z));
                                    return both.get(0).multiply(both.get(1)).sum();
                                },
                                y)
                        .sum(),
                x);
        assertThat(second.item()).isEqualTo(36);
        assertThat(Remat.apply(all -> List.of(all.get(0).exp()), List.of(Tensor.zeros(Shape.of(2))), _ -> false)
                        .get(0)
                        .floats())
                .containsOnly(1);
    }
}
