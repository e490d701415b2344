package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Mode;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.SGD;
import org.junit.jupiter.api.Test;

class RenormalizationTest {
    @Test
    void a_step_of_training_moves_the_statistics_as_a_call_does() {
        var x = Tensor.of(1.0, 5, 2, 4, 7, 3, 0, 1).reshape(4, 2);
        var called = new BatchNormalization().renorm(true).momentum(0.5);
        called.apply(Mode.TRAINING, x);
        called.apply(Mode.TRAINING, x);
        var trained = new BatchNormalization().renorm(true).momentum(0.5);
        var model = new Sequential(new Input(2), trained);
        model.compile(new SGD(1e-6), new MeanSquaredError());
        model.trainOnBatch(x, x);
        model.trainOnBatch(x, x);
        assertThat(trained.nonTrainableWeights()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            var expected = called.nonTrainableWeights().get(i).doubles();
            var actual = trained.nonTrainableWeights().get(i).doubles();
            for (int at = 0; at < expected.length; at++) {
                assertThat(actual[at]).isCloseTo(expected[at], within(1e-5));
            }
        }
    }
}
