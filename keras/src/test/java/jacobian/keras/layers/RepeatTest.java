package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import org.junit.jupiter.api.Test;

/// Layers that repeat what other layers have repeated.
class RepeatTest {
    @Test
    void repeated_steps_can_be_repeated_again() {
        var x = Tensor.of(new double[][] {{1, 2}});
        var steps = new UpSampling1D(2).apply(new UpSampling1D(3).apply(new RepeatVector(2).apply(x)));
        assertThat(steps.shape().sizes()).containsExactly(1, 12, 2);
        assertThat(steps.floats()).startsWith(1, 2, 1, 2).endsWith(1, 2);
        var image = Tensor.of(new double[][] {{1, 2}, {3, 4}}).reshape(1, 2, 2, 1);
        var large = new UpSampling2D(1, 2).apply(new UpSampling2D(2, 1).apply(image));
        assertThat(large.floats()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
    }

    @Test
    void the_gradient_counts_the_repetitions() {
        var x = new Variable("x", Tensor.of(new double[][] {{1, 2}}));
        var twice = new UpSampling1D(2);
        var thrice = new UpSampling1D(3);
        var once = new RepeatVector(2);
        var gradients = Gradients.of(
                () -> thrice.apply(twice.apply(once.apply(x))).square().sum(), java.util.List.of(x));
        assertThat(gradients.gradient(0).floats()).containsExactly(24, 48);
    }
}
