package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.saving.Npz;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFilesTest {
    @TempDir
    Path folder;

    private static Sequential model(String dense) {
        return new Sequential(
                new Input(4, 3),
                new LSTM(2).name("lstm"),
                new BatchNormalization().name("norm"),
                new Dense(3).name(dense));
    }

    private static Sequential model() {
        return model("head");
    }

    private static float[] weights(Model model) {
        return Tensor.concatenate(
                        model.getWeights().stream().map(each -> each.ravel()).toArray(Tensor[]::new))
                .floats();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.weights.h5", "a.weights.json", "a.safetensors", "a.npz"})
    void weights_come_back_to_the_bit(String name) {
        var path = folder.resolve(name);
        var from = model();
        var to = model();

        from.saveWeights(path);
        var result = to.loadWeights(path);

        assertThat(result.isComplete()).isTrue();
        assertThat(weights(to)).isEqualTo(weights(from));
    }

    @Test
    void the_optimizer_stands_beside_the_weights_in_keras_own_files() {
        var path = folder.resolve("a.weights.h5");
        var from = model();
        from.compile(new Adam(0.5), new MeanSquaredError());
        from.fit(Tensor.ones(Shape.of(4, 4, 3)), Tensor.ones(Shape.of(4, 3)));
        from.saveWeights(path);
        var to = model();
        to.compile(new Adam(0.1), new MeanSquaredError());

        to.loadWeights(path);

        assertThat(to.optimizer().iterations()).isEqualTo(1);
        assertThat(to.optimizer().learningRate()).isEqualTo(0.5);
        var plain = model();
        assertThat(plain.loadWeights(path).isComplete()).isTrue();
    }

    @Test
    void weights_go_into_several_files_and_come_back() throws IOException {
        var path = folder.resolve("a.weights.json");
        var from = model();
        var to = model();

        from.saveWeights(path, save -> save.maxShardSize(150.0 / (1 << 30)));
        var result = to.loadWeights(path);

        assertThat(folder.resolve("a_00000.weights.h5")).exists();
        assertThat(folder.resolve("a_00001.weights.h5")).exists();
        assertThat(path)
                .content()
                .contains("\"/layers/lstm/cell/vars\": [\"a_00000.weights.h5\", \"a_00001.weights.h5\"]");
        assertThat(result.isComplete()).isTrue();
        assertThat(weights(to)).isEqualTo(weights(from));
        assertThatThrownBy(() -> from.saveWeights(path, save -> save.maxShardSize(1e-9)))
                .hasMessageContaining("more than the 1 that a file may have");
        assertThatThrownBy(() -> from.saveWeights(folder.resolve("a.npz"), save -> save.maxShardSize(1)))
                .hasMessageContaining("weights in several files need a name that ends in .weights.json");
    }

    @Test
    void an_index_that_leads_elsewhere_is_refused() throws IOException {
        var path = folder.resolve("a.weights.json");
        for (var name : List.of("../b.weights.h5", "/b.weights.h5", "b.h5", "..\\\\b.weights.h5")) {
            Files.writeString(path, "{\"weight_map\": {\"/vars\": \"" + name + "\"}}");

            assertThatThrownBy(() -> model().loadWeights(path))
                    .isInstanceOf(RefusedFileException.class)
                    .hasMessageContaining("only files beside it that end in .weights.h5 are read");
        }
    }

    @Test
    void the_weights_of_a_whole_model_are_read_too() {
        var path = folder.resolve("a.keras");
        var from = model();
        from.save(path);
        var to = model("other");

        to.loadWeights(path);

        assertThat(weights(to)).isEqualTo(weights(from));
    }

    @Test
    void places_are_those_of_keras_and_names_stand_beside() {
        var path = folder.resolve("a.safetensors");
        model().saveWeights(path);

        var file = Safetensors.open(path);

        assertThat(file.names()).contains("layers/lstm/cell/vars/0", "layers/dense/vars/1");
        assertThat(file.metadata()).containsEntry("layers/dense/vars/1", "head/bias");
        assertThat(file.get("layers/batch_normalization/vars/3").floats()).containsExactly(1, 1);
    }

    @Test
    void another_name_of_a_layer_does_not_matter_where_places_are_given() {
        var path = folder.resolve("a.npz");
        var from = model();
        from.saveWeights(path);
        var to = model("other");

        to.loadWeights(path);

        assertThat(weights(to)).isEqualTo(weights(from));
    }

    @Test
    void arrays_under_the_names_of_weights_are_found() {
        var path = folder.resolve("a.npz");
        Npz.write(
                path,
                Map.of(
                        "head/kernel",
                        Tensor.ones(model().getWeights().get(7).shape()),
                        "head.bias:0",
                        Tensor.of(1.0, 2, 3)));
        var model = model();

        var result = model.loadWeights(path, load -> load.byName());

        assertThat(result.loaded()).containsOnlyKeys("head/kernel", "head/bias");
        assertThat(result.missing()).hasSize(7);
        assertThat(model.getWeights().get(8).floats()).containsExactly(1, 2, 3);
    }

    @Test
    void a_file_that_lacks_a_weight_changes_nothing() {
        var path = folder.resolve("a.npz");
        Npz.write(path, Map.of("head/bias", Tensor.of(1.0, 2, 3)));
        var model = model();
        var before = weights(model);

        assertThatThrownBy(() -> model.loadWeights(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(path + ": the file does not fit the model, and no weight was changed: loaded 1"
                        + " weight\n  8 without a tensor in the file\n    lstm/lstm_cell/kernel, float32(3, 8)");

        assertThat(weights(model)).isEqualTo(before);
    }

    @Test
    void another_shape_is_refused_or_skipped() {
        var path = folder.resolve("a.npz");
        model().saveWeights(path);
        var wider = new Sequential(new Input(4, 3), new LSTM(2), new BatchNormalization(), new Dense(5).name("head"));
        var before = wider.getWeights().get(7).floats();

        assertThatThrownBy(() -> wider.loadWeights(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 of another shape in the file\n    head/kernel, [layers/dense/vars/0] gives"
                        + " (2, 3) where (2, 5) is needed");
        var result = wider.loadWeights(path, load -> load.skipMismatch());

        assertThat(result.mismatched()).hasSize(2);
        assertThat(result.loaded()).hasSize(7);
        assertThat(wider.getWeights().get(7).floats()).isEqualTo(before);
    }

    @Test
    void rules_rename_a_tensor_a_part_or_by_a_pattern() {
        var path = folder.resolve("a.safetensors");
        var weights = model().getWeights();
        Safetensors.write(
                path,
                Map.of(
                        "old.top.w",
                        weights.get(7),
                        "old.top.bias",
                        weights.get(8),
                        "x.norm-1.beta",
                        Tensor.of(5.0, 6)));
        var model = model();

        var result = model.loadWeights(
                path,
                load -> load.byName()
                        .rename("old.top", "head")
                        .rename("head.w", "head.kernel")
                        .renameAll("^x\\.(\\w+)-\\d+", "$1"));

        assertThat(result.loaded())
                .containsEntry("head/kernel", "old.top.w")
                .containsEntry("head/bias", "old.top.bias")
                .containsEntry("norm/beta", "x.norm-1.beta");
        assertThat(result.unused()).isEmpty();
        assertThatThrownBy(() -> model.loadWeights(path, load -> load.renameAll(".*", "same")))
                .hasMessageContaining("of the file have one name after renaming, same");
    }

    @Test
    void another_ending_and_a_model_without_weights_are_refused() {
        assertThatThrownBy(() -> model().saveWeights(folder.resolve("a.bin")))
                .hasMessageContaining("it ends in .weights.h5, .weights.json, .safetensors or .npz");
        assertThatThrownBy(() -> new Sequential(new Dense(2)).saveWeights(folder.resolve("a.npz")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no weights to save before its first call");
    }

    @Test
    void a_file_is_replaced_unless_one_says_no() {
        var path = folder.resolve("a.npz");
        model().saveWeights(path);
        model().saveWeights(path);

        assertThatThrownBy(() -> model().saveWeights(path, save -> save.overwrite(false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(path + " is there already: set overwrite(true) to replace it");
        assertThat(Files.exists(path)).isTrue();
    }
}
