package jacobian.keras.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Seeds;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.History;
import jacobian.keras.models.Models;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCheckpointTest {
    @TempDir
    Path folder;

    /// Gives the monitored number other values than training does.
    private static final class Says extends Callback {
        private final double[] values;

        Says(double... values) {
            this.values = values;
        }

        @Override
        public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
            logs.put("val_loss", values[epoch]);
        }
    }

    private final Sequential model = new Sequential(new Input(2), new Dense(1).name("out"));

    private History fit(int epochs, Callback... callbacks) {
        Seeds.setRandomSeed(1);
        model.compile(new SGD(0.01), new MeanSquaredError());
        var x = Tensor.of(new double[][] {{0, 1}, {1, 0}, {1, 1}, {0, 0}, {2, 1}, {1, 2}});
        return model.fit(
                x,
                x.sum(1).expandDims(1),
                fit -> fit.epochs(epochs).batchSize(2).callbacks(callbacks));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void the_model_is_saved_after_each_epoch_under_a_name_with_numbers() throws IOException {
        fit(3, new Says(0.5, 0.25, 1), new ModelCheckpoint(folder, "{epoch:02d}-{val_loss:.2f}.keras"));

        assertThat(files()).containsExactly("01-0.50.keras", "02-0.25.keras", "03-1.00.keras");
        var last = Models.load(folder.resolve("03-1.00.keras"));
        assertThat(last.getWeights().get(0).floats())
                .isEqualTo(model.getWeights().get(0).floats());
        assertThat(last.optimizer().iterations()).isEqualTo(9);
    }

    @Test
    void only_better_ones_are_saved_if_one_says_so() throws IOException {
        var checkpoint = new ModelCheckpoint(folder, "{epoch}.weights.h5")
                .saveBestOnly(true)
                .saveWeightsOnly(true);

        fit(5, new Says(0.5, 0.7, 0.4, 0.4, 0.3), checkpoint);

        assertThat(files()).containsExactly("1.weights.h5", "3.weights.h5", "5.weights.h5");
        assertThat(checkpoint.best()).hasValue(0.3);
    }

    @Test
    void the_other_direction_and_a_threshold_count() throws IOException {
        fit(
                4,
                new Says(0.5, 0.7, 0.4, 0.9),
                new ModelCheckpoint(folder, "{epoch}.safetensors")
                        .saveBestOnly(true)
                        .saveWeightsOnly(true)
                        .mode(EarlyStopping.Mode.MAX)
                        .initialValueThreshold(0.6));

        assertThat(files()).containsExactly("2.safetensors", "4.safetensors");
    }

    @Test
    void some_number_of_batches_are_counted_over_epochs() throws IOException {
        fit(
                3,
                new ModelCheckpoint(folder, "{epoch}-{batch}.npz")
                        .saveWeightsOnly(true)
                        .saveFreq(2));

        assertThat(files()).containsExactly("1-2.npz", "2-1.npz", "2-3.npz", "3-2.npz");
    }

    @Test
    void a_number_that_is_not_logged_does_not_keep_the_model_from_being_saved() throws IOException {
        fit(2, new ModelCheckpoint(folder, "{epoch}.npz").saveWeightsOnly(true).saveBestOnly(true));

        assertThat(files()).containsExactly("1.npz", "2.npz");
    }

    @Test
    void folders_are_made() {
        fit(1, new ModelCheckpoint(folder, "a/{epoch}/b.keras"));
        fit(1, new ModelCheckpoint(folder + "/c/b.keras"));
        fit(1, new ModelCheckpoint(folder, "d/old.h5"));

        assertThat(folder.resolve("a/1/b.keras")).exists();
        assertThat(folder.resolve("c/b.keras")).exists();
        assertThat(Models.load(folder.resolve("d/old.h5")).getWeights()).hasSize(2);
    }

    @Test
    void a_folder_of_another_file_system_serves_too() throws IOException {
        try (var zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            fit(1, new ModelCheckpoint(zip.getPath("/models"), "{epoch}.keras"));

            assertThat(Models.load(zip.getPath("/models/1.keras")).getWeights()).hasSize(2);
        }
    }

    @Test
    void what_is_done_is_told_if_one_wants_to_know() {
        var out = new ByteArrayOutputStream();
        var standard = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            fit(
                    2,
                    new Says(0.5, 0.7),
                    new ModelCheckpoint(folder, "a.npz")
                            .saveWeightsOnly(true)
                            .saveBestOnly(true)
                            .verbose(1));
        } finally {
            System.setOut(standard);
        }

        var file = folder.resolve("a.npz");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "\nEpoch 1: val_loss improved from None to 0.50000, saving model to " + file
                                + "\n\nEpoch 1: finished saving model to " + file
                                + "\n\nEpoch 2: val_loss did not improve from 0.50000\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.h5x | false | needs an end of .keras or .h5",
                "a.weights.h5 | false | needs an end of .keras or .h5, or saveWeightsOnly(true)",
                "a.keras | true | needs an end of .weights.h5, .safetensors or .npz",
            })
    void a_name_of_another_kind_is_refused_before_training(String name, boolean weightsOnly, String message) {
        var before = model.getWeights().get(0).floats();

        assertThatThrownBy(() -> fit(1, new ModelCheckpoint(folder, name).saveWeightsOnly(weightsOnly)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(message);
        assertThat(model.getWeights().get(0).floats()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{epoch:02d}-{loss:.2f} | 07-0.12",
                "{epoch}{{x}}{loss} | 7{x}0.12345",
                "{loss:.1%}_{loss:.2e} | 12.3%_1.23e-01",
                "{epoch:5d}|     7",
                "{epoch:.1f} | 7.0",
                "{loss:08.3f} | 0000.123",
            })
    void numbers_are_formatted_as_in_python(String template, String name) {
        assertThat(new FileTemplate(template).with(Map.of("epoch", 7, "loss", 0.12345)))
                .isEqualTo(template.contains(":5d") ? "    7" : name);
    }

    @Test
    void a_name_that_is_not_logged_and_a_strange_format_are_refused() {
        assertThatThrownBy(() -> new FileTemplate("{val_loss:.2f}.keras").with(Map.of("epoch", 1)))
                .hasMessage(
                        "the file is called {val_loss:.2f}.keras, but \"val_loss\" is not logged: there are [epoch]");
        assertThatThrownBy(() -> new FileTemplate("{epoch:x}").with(Map.of("epoch", 1)))
                .hasMessageContaining("not as x");
        assertThatThrownBy(() -> new FileTemplate("{loss:d}").with(Map.of("loss", 1.5)))
                .hasMessageContaining("1.5 is no whole number");
    }
}
