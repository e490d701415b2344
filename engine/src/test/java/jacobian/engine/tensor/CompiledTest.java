package jacobian.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.execution.Programs;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompiledTest {
    @Test
    void one_program_serves_batches_of_any_size() {
        var mean = Compiled.of(
                arguments -> List.of(arguments.get(0).mean(), arguments.get(0).softmax(-1)));
        mean.apply(Tensor.of(new double[][] {{1, 2}, {3, 4}}));
        long before = Programs.standard().compilations();
        assertThat(mean.apply(Tensor.of(new double[][] {{5, 7}})).get(0).item()).isEqualTo(6);
        assertThat(mean.apply(Tensor.of(new double[][] {{1, 1}, {2, 2}, {6, 6}}))
                        .get(0)
                        .item())
                .isEqualTo(3);
        assertThat(Programs.standard().compilations()).isEqualTo(before);
    }

    @Test
    void variables_are_read_and_assigned_at_every_call() {
        var total = new Variable("total", Tensor.scalar(0));
        var add = Compiled.of(arguments -> {
            total.assign(total.tensor().add(arguments.get(0).sum()));
            return List.of(total.tensor());
        });
        assertThat(add.apply(Tensor.of(1.0, 2)).get(0).item()).isEqualTo(3);
        assertThat(add.apply(Tensor.of(10.0, 20, 30)).get(0).item()).isEqualTo(63);
        total.assign(Tensor.scalar(1));
        assertThat(add.apply(Tensor.of(1.0)).get(0).item()).isEqualTo(2);
        assertThat(total.item()).isEqualTo(2);
    }

    @Test
    void many_threads_predict_with_one_program() throws Exception {
        var w = new Variable("w", Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        var predict = Compiled.of(
                arguments -> List.of(arguments.get(0).matmul(w.tensor()).relu()));
        try (var pool = Executors.newFixedThreadPool(4)) {
            var tasks = IntStream.range(0, 64)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        var result = predict.apply(Tensor.of(new float[] {i, 1, 1, i}, 2, 2))
                                .get(0)
                                .floats();
                        return result[0] == i + 4 && result[5] == 3 + 6 * i;
                    })
                    .toList();
            for (var future : pool.invokeAll(tasks)) {
                assertThat(future.get()).isTrue();
            }
        }
    }

    @Test
    void a_value_asked_for_while_tracing_is_refused() {
        var wrong = Compiled.of(arguments -> {
            arguments.get(0).sum().item();
            return arguments;
        });
        assertThatThrownBy(() -> wrong.apply(Tensor.of(1.0)))
                .hasMessageContaining("is not known while a program is traced");
    }

    @Test
    void explains_what_was_fused() {
        var w = new Variable("w", Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        var layer = Compiled.of(
                arguments -> List.of(arguments.get(0).matmul(w.tensor()).add(1).relu()));
        layer.apply(Tensor.of(new double[][] {{1, 1}}));
        assertThat(layer.explain())
                .contains("Matmul[transposeA=false, transposeB=false]")
                .contains("then loop over (None, 3): ADD RELU -> 1 stored");
    }

    @Test
    void gradients_end_at_an_assignment() {
        var w = new Variable("w", Tensor.of(2.0));
        var v = new Variable("v", Tensor.of(3.0));
        var step = Compiled.of(_ -> {
            v.assign(v.tensor().multiply(w.tensor()));
            var product = Gradients.of(() -> v.tensor().multiply(w.tensor()).sum(), List.of(w, v));
            return List.of(product.gradient(0), product.gradient(1));
        });
        var gradients = step.apply();
        assertThat(gradients.get(0).floats()).containsExactly(6);
        assertThat(gradients.get(1).floats()).containsExactly(2);
    }

    @Test
    void a_variable_that_moves_is_read_where_it_lies_then() {
        var w = new Variable("w", Tensor.of(1.0, 2));
        var read = Compiled.of(_ -> List.of(w.tensor().sum()));
        assertThat(read.apply().get(0).item()).isEqualTo(3);
        var flat = FlatVariables.of(List.of(w, new Variable("v", Tensor.of(5.0))));
        Updates.with(updates -> updates.set(flat, flat.tensor().multiply(10)));
        assertThat(read.apply().get(0).item()).isEqualTo(30);
    }

    @Test
    void another_trace_in_between_takes_no_gradient_away() {
        var w = new Variable("w", Tensor.of(3.0));
        FlatVariables.of(List.of(w, new Variable("v", Tensor.of(5.0))));
        var predict = Compiled.of(
                arguments -> List.of(arguments.get(0).multiply(w.tensor()).sum()));
        var x = Tensor.of(2.0);
        var step = Compiled.of(arguments -> {
            var taken = Gradients.of(
                    () -> {
                        var loss = arguments.get(0).multiply(w.tensor()).sum();
                        assertThat(predictedElsewhere(predict, x)).isEqualTo(6);
                        return loss;
                    },
                    List.of(w));
            return List.of(taken.gradients().get(0).orElseThrow());
        });
        assertThat(step.apply(x).get(0).floats()).containsExactly(2);
    }

    private static double predictedElsewhere(Compiled predict, Tensor x) {
        return CompletableFuture.supplyAsync(() -> predict.apply(x).get(0).item())
                .join();
    }
}
