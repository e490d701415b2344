package jacobian.keras.constraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.Dense;
import jacobian.keras.optimizers.SGD;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintTest {
    @Test
    void a_lambda_is_a_constraint_in_a_loop_written_by_hand() {
        var w = new Variable("w", Tensor.of(1.0, -1.0));
        w.setConstraint(each -> each.maximum(-0.5).minimum(0.5));
        var optimizer = new SGD(0.1);
        optimizer.apply(Gradients.of(() -> w.tensor().sum(), List.of(w)));
        assertThat(w.floats()).containsExactly(0.5f, -0.5f);
    }

    @Test
    void the_weights_of_a_layer_know_their_constraint() {
        var layer = new Dense(2).kernelConstraint(new UnitNorm());
        layer.apply(Tensor.of(new double[][] {{1, 2, 3}}));
        assertThat(layer.weights().get(0).constraint()).contains(new UnitNorm());
        assertThat(layer.weights().get(1).constraint()).isEmpty();
        assertThat(layer).hasToString("Dense(units=2, kernel_constraint=UnitNorm[axis=[0]])");
    }

    @Test
    void names_of_files_are_known() {
        assertThat(Constraints.of("max_norm")).isEqualTo(new MaxNorm(2));
        assertThat(Constraints.of("MinMaxNorm")).isEqualTo(new MinMaxNorm(0, 1));
        assertThat(Constraints.of("NonNeg")).isEqualTo(new NonNeg());
        assertThatThrownBy(() -> Constraints.of("small"))
                .hasMessageEndingWith("; there are max_norm, min_max_norm, non_neg, unit_norm");
    }

    @Test
    void lengths_below_zero_and_no_axis_are_refused() {
        assertThatThrownBy(() -> new MaxNorm(-1)).hasMessage("max_value=-1.0: needs a number of 0 or more");
        assertThatThrownBy(() -> new UnitNorm(List.of()))
                .hasMessage("axis=[]: needs at least one axis to measure along");
    }
}
