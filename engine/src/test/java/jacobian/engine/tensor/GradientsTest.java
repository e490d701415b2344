package jacobian.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientsTest {
    private static Tensor random(Random random, int... sizes) {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    /// A two-layer network trained by hand; `look` may print or read what it wants at each step.
    private static final class Loop {
        final Variable w1;
        final Variable w2;
        final Random data = new Random(5);
        final List<Double> losses = new ArrayList<>();

        Loop() {
            var random = new Random(3);
            w1 = new Variable("w1", random(random, 6, 8));
            w2 = new Variable("w2", random(random, 8, 3));
        }

        void step(int number, int batch, java.util.function.Consumer<Tensor> look) {
            var x = random(data, batch, 6);
            var labels = new int[batch];
            for (int i = 0; i < batch; i++) {
                labels[i] = data.nextInt(3);
            }
            var y = Tensor.of(labels);
            var result = Gradients.of(
                    () -> {
                        var hidden = x.matmul(w1.tensor()).tanh();
                        look.accept(hidden);
                        var logits = hidden.matmul(w2.tensor());
                        look.accept(logits);
                        return logits.logSoftmax(-1)
                                .multiply(y.oneHot(3, DType.FLOAT32))
                                .sum(-1)
                                .negative()
                                .mean();
                    },
                    List.of(w1, w2));
            double rate = 0.1 / (1 + 0.01 * number);
            Updates.with(updates -> updates.set(
                            w1, w1.tensor().subtract(result.gradient(0).multiply(rate)))
                    .set(w2, w2.tensor().subtract(result.gradient(1).multiply(rate))));
            if (number % 7 == 0) {
                losses.add(result.loss().item());
            }
        }
    }

    @Test
    void a_changing_rate_an_odd_last_batch_and_a_loss_read_now_and_then_compile_one_program() {
        var loop = new Loop();
        loop.step(0, 32, _ -> {});
        long before = Programs.standard().compilations();
        for (int step = 1; step < 1000; step++) {
            loop.step(step, step % 10 == 9 ? 13 : 32, _ -> {});
        }
        assertThat(Programs.standard().compilations()).isEqualTo(before);
        assertThat(loop.losses.getLast()).isLessThan(loop.losses.getFirst());
    }

    @Test
    void printing_every_activation_inside_a_step_changes_no_bit() {
        var quiet = new Loop();
        var chatty = new Loop();
        var texts = new ArrayList<String>();
        for (int step = 0; step < 5; step++) {
            quiet.step(step, 8, _ -> {});
            chatty.step(step, 8, tensor -> texts.add(tensor.toString()));
        }
        assertThat(texts).hasSize(10);
        assertThat(chatty.w1.floats()).isEqualTo(quiet.w1.floats());
        assertThat(chatty.w2.floats()).isEqualTo(quiet.w2.floats());
        assertThat(chatty.losses).isEqualTo(quiet.losses);
    }

    @Test
    void the_gradient_of_what_was_computed_outside_is_refused_not_zero() {
        var w = new Variable("w", Tensor.of(1.0, 2));
        var loss = w.tensor().square().sum();
        loss.item();
        assertThatThrownBy(() -> Gradients.of(() -> loss, List.of(w)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has forgotten how it was computed: compute it inside the lambda");
    }

    @Test
    void a_tensor_of_the_lambda_read_after_the_assignment_says_what_to_do() {
        var w = new Variable("w", Tensor.of(1.0, 2));
        var leaked = new ArrayList<Tensor>();
        var result = Gradients.of(
                () -> {
                    leaked.add(w.tensor().multiply(2));
                    return leaked.get(0).square().sum();
                },
                List.of(w));
        Updates.with(updates -> updates.set(w, w.tensor().subtract(result.gradient(0))));
        assertThat(result.loss().item()).isEqualTo(20);
        assertThatThrownBy(() -> leaked.get(0).item()).hasMessageContaining("read it before the assignment");
    }

    @Test
    void gradients_of_gradients_flow() {
        var x = Tensor.of(1.0, 2, 3);
        var second = Gradients.of(
                t -> Gradients.of(u -> u.multiply(u).multiply(u).sum(), t).sum(), x);
        assertThat(second.floats()).containsExactly(6, 12, 18);
    }

    @Test
    void stop_gradient_stops() {
        var x = Tensor.of(2.0, 3);
        assertThat(Gradients.of(t -> t.multiply(t.stopGradient()).sum(), x).floats())
                .containsExactly(2, 3);
    }
}
