package jacobian.keras.models;

import static jacobian.keras.models.LegacyFileTest.arrays;
import static jacobian.keras.models.LegacyFileTest.distance;
import static jacobian.keras.models.LegacyFileTest.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.activations.Activations;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.GRU;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.saving.RefusedFileException;
import org.junit.jupiter.api.Test;

class LegacyWeightFileTest {
    private static LSTM lstm(int units) {
        return new LSTM(units).recurrentActivation(Activations.OLD_HARD_SIGMOID);
    }

    /// The model of keras1_lstm_cpu, under names of its own.
    private static Sequential model() {
        return new Sequential(
                new Input(5, 3),
                lstm(4).returnSequences(true).name("first"),
                new LSTM(3).goBackwards(true).name("second"),
                new Dense(2).name("last"));
    }

    private static void assertPredicts(Model model, String name) {
        var answer = model.applyAll(arrays(record(name), "inputs")).getFirst();
        assertThat(distance(answer, arrays(record(name), "outputs").getFirst())).isLessThan(1e-4);
    }

    @Test
    void weights_belong_to_layers_in_order() {
        var model = model();
        var loaded = model.loadWeights(LegacyFileTest.FOLDER.resolve("keras1_lstm_cpu.h5"));
        assertThat(loaded.isComplete()).isTrue();
        assertThat(loaded.loaded())
                .hasSize(8)
                .containsEntry(model.weights().getLast().name(), "dense_1_b");
        assertPredicts(model, "keras1_lstm_cpu");
    }

    @Test
    void a_file_of_weights_alone_is_read() {
        var model = new Sequential(
                new Input(4),
                new Dense(5).activation(Activations.RELU),
                new Dropout(0.3),
                new Dense(3).useBias(false).activation(Activations.SOFTMAX));
        model.loadWeights(LegacyFileTest.FOLDER.resolve("weights_tfkeras_dense.h5"));
        assertPredicts(model, "tfkeras_dense");
        assertThatThrownBy(() -> Models.load(LegacyFileTest.FOLDER.resolve("weights_tfkeras_dense.h5")))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContainingAll("holds no model, only weights", "loadWeights");
    }

    @Test
    void weights_of_chains_inside_stand_in_their_place() {
        var inside = new Sequential(new Input(4), new Dense(5).activation(Activations.RELU), new Dense(3));
        var model = new Sequential(inside, new Dense(2));
        model.loadWeights(LegacyFileTest.FOLDER.resolve("keras1_nested_sequential.h5"));
        assertPredicts(model, "keras1_nested_sequential");
    }

    @Test
    void weights_belong_to_layers_by_name() {
        var model = new Sequential(
                new Input(5, 3), lstm(4).returnSequences(true).name("lstm_1"), new Dense(7).name("added"));
        var before = model.getWeights().getLast().floats();
        var loaded = model.loadWeights(LegacyFileTest.FOLDER.resolve("keras1_lstm_cpu.h5"), load -> load.byName());
        assertThat(loaded.loaded()).hasSize(3);
        assertThat(loaded.missing()).hasSize(2);
        assertThat(loaded.unused()).hasSize(2);
        assertThat(model.getWeights().getLast().floats()).containsExactly(before);
    }

    @Test
    void another_shape_is_refused_or_left_out() {
        var model = new Sequential(
                new Input(5, 3), new GRU(4).returnSequences(true).name("lstm_1"), new Dense(2).name("dense_1"));
        var file = LegacyFileTest.FOLDER.resolve("keras1_lstm_cpu.h5");
        assertThatThrownBy(() -> model.loadWeights(file, load -> load.byName()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("lstm_1", "no weight was changed", "skipMismatch()");
        var loaded = model.loadWeights(file, load -> load.byName().skipMismatch());
        assertThat(loaded.mismatched()).hasSize(2);
        assertThat(loaded.loaded()).isEmpty();
    }

    @Test
    void another_number_of_layers_is_refused() {
        var model = new Sequential(new Input(5, 3), lstm(4));
        assertThatThrownBy(() -> model.loadWeights(LegacyFileTest.FOLDER.resolve("keras1_lstm_cpu.h5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("lstm_1, lstm_2, dense_1", "needs  1", "byName()");
    }
}
