package jacobian.keras.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MultiOptimizerTest {
    private static final List<Optional<Tensor>> GRADIENTS =
            List.of(Optional.of(Tensor.of(0.5, -2)), Optional.of(Tensor.of(0.25)), Optional.of(Tensor.of(3, 4, 5.0)));

    private static List<Variable> weights() {
        return List.of(
                new Variable("encoder/kernel", Tensor.of(1, 2.0)),
                new Variable("dense/bias", Tensor.of(0.5)),
                new Variable("encoder/bias", Tensor.of(3, 2, 1.0)));
    }

    @Test
    void each_weight_is_trained_as_by_its_own_optimizer_alone() {
        var together = weights();
        var multi = new MultiOptimizer(new OptimizerMap(new SGD(0.1).momentum(0.9))
                .put("encoder/.*", new Adam(0.01))
                .put("nothing", new SGD()));
        multi.build(together);
        var alone = weights();
        var adam = new Adam(0.01);
        var sgd = new SGD(0.1).momentum(0.9);
        adam.build(List.of(alone.get(0), alone.get(2)));
        sgd.build(List.of(alone.get(1)));
        for (int step = 0; step < 3; step++) {
            multi.apply(GRADIENTS);
            adam.apply(List.of(GRADIENTS.get(0), GRADIENTS.get(2)));
            sgd.apply(List.of(GRADIENTS.get(1)));
        }
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i).floats()).isEqualTo(alone.get(i).floats());
        }
        assertThat(multi.iterations()).isEqualTo(3);
        assertThat(multi.optimizers()).hasSize(2);
        assertThat(multi.variables())
                .extracting(OptimizerVariable::name)
                .containsExactly(
                        "iteration",
                        "learning_rate",
                        "iteration",
                        "learning_rate",
                        "encoder_kernel_momentum",
                        "encoder_kernel_velocity",
                        "encoder_bias_momentum",
                        "encoder_bias_velocity",
                        "iteration",
                        "learning_rate",
                        "dense_bias_momentum");
    }

    @Test
    void a_function_may_choose_the_optimizer_of_each_weight() {
        var together = weights();
        var multi = new MultiOptimizer(weight -> weight.name().endsWith("bias") ? new SGD(0.1) : new Adam(0.01));
        multi.build(together);
        multi.build(together);
        multi.apply(GRADIENTS);
        assertThat(multi.optimizers()).hasSize(3);
        assertThat(together.get(1).floats()).containsExactly(0.475f);
    }

    @Test
    void a_name_stands_before_a_pattern_and_two_patterns_are_refused() {
        var exact = new Adam();
        var map = new OptimizerMap(new SGD()).put("encoder/.*", new SGD()).put("encoder/kernel", exact);
        assertThat(map.apply(weights().get(0))).isSameAs(exact);
        map.put(".*/bias", new SGD());
        assertThatThrownBy(() -> map.apply(weights().get(2))).hasMessageContaining("matches several names");
        assertThatThrownBy(() -> map.put("encoder/.*", exact)).hasMessageContaining("has an optimizer already");
        assertThatThrownBy(() -> new MultiOptimizer(new OptimizerMap(new LossScaleOptimizer(new SGD()))))
                .hasMessageContaining("cannot be one of several");
        assertThatThrownBy(() -> new MultiOptimizer(new OptimizerMap(new SGD().lossScaleFactor(2))))
                .hasMessageContaining("cannot scale the loss alone");
    }
}
