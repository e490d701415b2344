package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that Keras 1, Keras 2, tf.keras and Keras 3 wrote, or would have written, with the answers recorded
/// then; see tools/files/legacy.
class LegacyFileTest {
    static final Path FOLDER = folder();

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(LegacyFileTest.class.getResource("/files/legacy"))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Stream<String> recorded() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - 5))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void predicts_what_was_recorded(String name) {
        var model = Models.load(FOLDER.resolve(name + ".h5"));
        var record = record(name);
        var outputs = model.applyAll(arrays(record, "inputs"));
        var expected = arrays(record, "outputs");
        assertThat(outputs).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(outputs.get(i).shape()).isEqualTo(expected.get(i).shape());
            assertThat(distance(outputs.get(i), expected.get(i))).as(name).isLessThan(1e-4);
        }
    }

    static Stream<String> trained() throws IOException {
        return recorded().filter(name -> record(name).containsKey("train"));
    }

    /// The optimizer is in the state that it had: further steps lead where they led then.
    @ParameterizedTest
    @MethodSource("trained")
    void trains_on_as_it_would_have(String name) {
        var model = Models.load(FOLDER.resolve(name + ".h5"));
        var record = record(name);
        var batch = arrays(record, "train");
        for (long step = 0; step < (Long) record.get("steps"); step++) {
            model.trainOnBatch(batch.get(0), batch.get(1));
        }
        var expected = arrays(record, "weights");
        for (int i = 0; i < expected.size(); i++) {
            assertThat(distance(model.getWeights().get(i), expected.get(i)))
                    .as(name + " weight " + i)
                    .isLessThan(1e-4);
        }
    }

    /// Written as .h5 in the form of Keras 3 and read again, a model is the same, and so is its optimizer.
    @ParameterizedTest
    @MethodSource("recorded")
    void is_the_same_when_it_is_written_and_read_again(String name, @TempDir Path folder) {
        var model = Models.load(FOLDER.resolve(name + ".h5"));
        model.save(folder.resolve("again.h5"));
        var again = Models.load(folder.resolve("again.h5"));
        var inputs = arrays(record(name), "inputs");
        var before = model.applyAll(inputs);
        var after = again.applyAll(inputs);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).floats()).containsExactly(before.get(i).floats());
        }
        assertThat(again.isCompiled()).isEqualTo(model.isCompiled());
        if (record(name).containsKey("train")) {
            var states = model.optimizer().variables();
            for (int i = 0; i < states.size(); i++) {
                assertThat(again.optimizer()
                                .variables()
                                .get(i)
                                .tensor()
                                .cast(DType.FLOAT32)
                                .floats())
                        .containsExactly(
                                states.get(i).tensor().cast(DType.FLOAT32).floats());
            }
        }
    }

    @Test
    void is_read_from_a_stream() throws IOException {
        var file = FOLDER.resolve("keras2_bidirectional.h5");
        try (var stream = Files.newInputStream(file)) {
            var inputs = arrays(record("keras2_bidirectional"), "inputs");
            assertThat(Models.load(stream).applyAll(inputs).getFirst().floats())
                    .containsExactly(
                            Models.load(file).applyAll(inputs).getFirst().floats());
        }
    }

    @Test
    void is_not_compiled_where_that_is_not_wanted() {
        var file = FOLDER.resolve("keras2_training_adam.h5");
        assertThat(Models.load(file).isCompiled()).isTrue();
        assertThat(Models.load(file, load -> load.compile(false)).isCompiled()).isFalse();
    }

    /// Keras 1 and 2 divided the learning rate by 1 + decay * steps.
    @Test
    void decay_becomes_a_schedule() {
        var optimizer = Models.load(FOLDER.resolve("keras2_training_adam.h5")).optimizer();
        assertThat(optimizer.learningRate()).isCloseTo(0.01 / (1 + 0.001 * 7), within(1e-6));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("refused_batch_norm_mode_1", "batchnormalization_1", "mode=1"),
                Arguments.of("refused_srelu", "srelu_1", "Keras 3 has no such layer"),
                Arguments.of("refused_locally_connected", "locallyconnected1d_1", "Keras 3 has no such layer"),
                Arguments.of("refused_lambda", "lambda_1", "code of a Python function"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void says_which_layer_it_does_not_read_and_why(String name, String layer, String why) {
        assertThatThrownBy(() -> Models.load(FOLDER.resolve(name + ".h5")))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContainingAll(name, layer, why, "mend");
    }

    /// The largest difference, against the largest number where that is above 1.
    static double distance(Tensor actual, Tensor expected) {
        double largest = 0;
        double scale = 1;
        var found = actual.floats();
        var wanted = expected.floats();
        for (int i = 0; i < wanted.length; i++) {
            scale = Math.max(scale, Math.abs(wanted[i]));
            largest = Math.max(largest, Math.abs(found[i] - wanted[i]));
            if (Float.isNaN(found[i])) {
                return Double.NaN;
            }
        }
        return largest / scale;
    }

    static Map<String, Object> record(String name) {
        try {
            return Json.readObject(Files.readString(FOLDER.resolve(name + ".json")), Limits.standard());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<Tensor> arrays(Map<String, ?> record, String key) {
        var tensors = new ArrayList<Tensor>();
        for (var each : (List<?>) record.get(key)) {
            tensors.add(tensor((Map<?, ?>) each));
        }
        return tensors;
    }

    static Tensor tensor(Map<?, ?> array) {
        var values = (List<?>) array.get("values");
        var sizes = ((List<?>) array.get("shape"))
                .stream().mapToInt(size -> ((Number) size).intValue()).toArray();
        var floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = ((Number) values.get(i)).floatValue();
        }
        var tensor = Tensor.of(floats, sizes);
        return "int32".equals(array.get("dtype")) ? tensor.cast(DType.INT32) : tensor;
    }
}
