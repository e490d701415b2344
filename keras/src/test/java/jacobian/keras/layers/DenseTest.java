package jacobian.keras.layers;

import static jacobian.keras.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.regularizers.L1;
import jacobian.keras.regularizers.L2;
import org.junit.jupiter.api.Test;

class DenseTest {
    @Test
    void refuses_input_of_another_width() {
        var dense = new Dense(64).name("hidden");
        dense.apply(Tensor.ones(Shape.of(2, 784)));
        assertThatThrownBy(() -> dense.apply(Tensor.ones(Shape.of(32, 28, 28))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        Dense(units=64, name="hidden") cannot take (32, 28, 28)
                          needs  (batch, 784), because its kernel is (784, 64)
                          axis -1 is 28, not 784
                          mend   put new Flatten() before it""");
        assertThatThrownBy(() -> dense.apply(Tensor.ones(Shape.of(2, 10)))).hasMessage("""
                        Dense(units=64, name="hidden") cannot take (2, 10)
                          needs  (batch, 784), because its kernel is (784, 64)
                          axis -1 is 10, not 784
                          mend   give it 784 features, or start from copy() for 10""");
    }

    @Test
    void refuses_a_setting_after_its_first_call() {
        var dense = new Dense(64);
        dense.apply(Tensor.ones(Shape.of(1, 2)));
        assertThatThrownBy(() -> dense.useBias(false))
                .hasMessage("Dense(units=64) is built: set use_bias before its first call, or start from copy()");
    }

    @Test
    void refuses_an_option_set_twice_to_different_values() {
        assertThatThrownBy(() -> new Dense(64).activation(RELU).activation(x -> x))
                .hasMessageStartingWith(
                        "Dense(units=64, activation=relu) has activation=relu already: start from copy() for ");
    }

    @Test
    void units_must_be_positive() {
        assertThatThrownBy(() -> new Dense(0)).hasMessage("units=0: needs a whole number of 1 or more");
    }

    @Test
    void penalties_are_the_regularizers_of_weights_and_result() {
        var dense = new Dense(1)
                .kernelInitializer(new jacobian.keras.initializers.Constant(2))
                .kernelRegularizer(new L2(0.5))
                .activityRegularizer(new L1(1));
        dense.apply(Tensor.of(new double[][] {{1}, {3}}));
        var losses = dense.losses();
        // |2| + |6|, over a batch of two; what a call adds comes first, as in Keras.
        assertThat(losses.get(0).item()).isEqualTo(4);
        assertThat(losses.get(1).item()).isEqualTo(2);
    }

    @Test
    void a_frozen_layer_has_no_trainable_weights_and_no_penalty() {
        var dense = new Dense(2).kernelRegularizer(new L2());
        dense.apply(Tensor.ones(Shape.of(1, 2)));
        dense.setTrainable(false);
        assertThat(dense.trainableWeights()).isEmpty();
        assertThat(dense.nonTrainableWeights()).hasSize(2);
        assertThat(dense.losses()).isEmpty();
    }
}
