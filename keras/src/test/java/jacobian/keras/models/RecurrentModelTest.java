package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.constraints.NonNeg;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.RecurrentThings;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.GRU;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.Mode;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.SGD;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Networks with recurrent layers: trained as Keras trains them, for sequences of any length, with states that
/// stay.
class RecurrentModelTest {
    private static Sequential model(JsonNode file) {
        var model = new Sequential().name(file.get("name").asString());
        file.get("config").get("nodes").forEach(node -> model.add(RecurrentThings.node(node)));
        GoldenModels.setWeights(model, file.get("initial_weights"));
        return model;
    }

    private static void checkOutput(Model model, JsonNode file, String key) {
        var inputs = GoldenModels.tensors(
                model.inputNames(), file.get("batches").get(0).get("inputs"));
        var result = model.applyAll(Mode.INFERENCE, inputs).get(0);
        Golden.check(result, file.get(key).get("y"), key);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void training_ends_with_the_weights_of_keras(int index) {
        var file = Golden.file("layers_recurrent").get("models").get(index);
        var model = model(file);
        checkOutput(model, file, "forward_inference");
        GoldenModels.compile(model, file.get("compile"));
        int step = 0;
        for (var batch : file.get("batches")) {
            var logs = model.trainOnBatch(GoldenModels.batch(model, batch));
            var expected = file.get("steps").get(step++).get("logs").get("loss");
            Golden.check(
                    new double[] {logs.get("loss")}, new double[] {Golden.number(expected)}, "loss of step " + step);
        }
        int i = 0;
        for (var expected : file.get("weights_after")) {
            Golden.check(
                    model.weights().get(i++), expected, expected.get("path").asString());
        }
        checkOutput(model, file, "forward_inference_after");
    }

    @Test
    void one_model_takes_sequences_of_any_length() {
        var gru = new GRU(3);
        var model = new Sequential(new Input(Shape.ANY), new Embedding(20, 4).maskZero(true), gru, new Dense(2));
        var random = new Random(1);
        long before = Programs.standard().compilations();
        for (int length = 1; length <= 60; length++) {
            var words = random.ints(length, 1, 20).toArray();
            var result = model.predict(Tensor.of(new int[][] {words})).floats();
            // Masked steps at the end change nothing.
            var longer = model.predict(Tensor.of(new int[][] {Arrays.copyOf(words, length + 3)}))
                    .floats();
            for (int i = 0; i < 2; i++) {
                assertThat(longer[i]).isCloseTo(result[i], Offset.offset(1e-6f));
            }
        }
        assertThat(Programs.standard().compilations() - before).isLessThanOrEqualTo(8);
    }

    @Test
    void a_stateful_model_goes_on_where_the_last_batch_ended() {
        var lstm = new LSTM(3).stateful(true);
        var model = new Sequential(new Input(4, 2).batchSize(2), lstm);
        var plain = new LSTM(3);
        var x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, -1, -2, -3, -4, -5, -6, -7, -8}, 2, 4, 2)
                .multiply(0.1);
        var both = Tensor.concatenate(List.of(x, x), 1);
        plain.apply(both);
        plain.setWeights(lstm.getWeights());
        model.predict(x);
        assertThat(model.predict(x).floats()).containsExactly(plain.apply(both).floats(), Offset.offset(1e-6f));
        lstm.resetState();
        assertThat(model.predict(x).floats()).containsExactly(plain.apply(x).floats(), Offset.offset(1e-6f));
        model.compile(new SGD(0.1), new MeanSquaredError());
        var before = lstm.getWeights().get(0).floats();
        model.trainOnBatch(x, Tensor.zeros(Shape.of(2, 3)));
        assertThat(lstm.getWeights().get(0).floats()).isNotEqualTo(before);
    }

    @Test
    void constraints_hold_after_a_step() {
        var lstm = new LSTM(3)
                .kernelConstraint(new NonNeg())
                .recurrentConstraint(new NonNeg())
                .biasConstraint(new NonNeg());
        var model = new Sequential(new Input(4, 2), lstm);
        model.compile(new SGD(0.1), new MeanSquaredError());
        model.trainOnBatch(Tensor.ones(Shape.of(2, 4, 2)), Tensor.zeros(Shape.of(2, 3)));
        for (var weight : lstm.weights()) {
            for (float value : weight.floats()) {
                assertThat(value).as(weight.name()).isNotNegative();
            }
        }
    }

    @Test
    void a_stateful_layer_asks_for_the_batch_size() {
        var model = new Sequential(new Input(4, 2));
        assertThatThrownBy(() -> model.add(new LSTM(3).stateful(true)).predict(Tensor.zeros(Shape.of(2, 4, 2))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("batchSize(n)");
    }
}
