package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Batch;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.ZipArchive;
import jacobian.keras.saving.hdf5.Hdf5File;
import jacobian.keras.saving.hdf5.Hdf5Group;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Models that real Keras has written, tools/files/models/write_models.py: what they predict here, and what ten
/// steps of training make of them.
class KerasFilesTest {
    private static final String FOLDER = "/files/keras/";
    private static final int STEPS = 10;

    static Stream<String> names() throws IOException {
        try (var stream = KerasFilesTest.class.getResourceAsStream(FOLDER + "names.txt")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines();
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(KerasFilesTest.class.getResourceAsStream(FOLDER + name), name);
    }

    private static JsonNode record(String name) {
        return new ObjectMapper().readTree(resource(name + ".json"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void predicts_and_learns_as_in_keras(String name) {
        check(() -> Models.load(resource(name + ".keras")), record(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void writes_what_keras_wrote(String name) {
        var out = new ByteArrayOutputStream();
        var model = Models.load(resource(name + ".keras"));
        model.save(out);
        var theirs = ZipArchive.read(resource(name + ".keras"), Limits.standard());
        var ours = ZipArchive.read(new ByteArrayInputStream(out.toByteArray()), Limits.standard());
        assertThat(ours.names()).containsExactlyElementsOf(theirs.names());
        assertThat(Differences.of(config(theirs), config(ours))).isEmpty();
        assertThat(groups(ours)).containsExactlyInAnyOrderElementsOf(groups(theirs));
        checkPredictions(Models.load(new ByteArrayInputStream(out.toByteArray())), record(name));
    }

    private static Object config(ZipArchive archive) {
        return Objects.requireNonNull(
                Json.read(archive.bytes("config.json").toArray(ValueLayout.JAVA_BYTE), Limits.standard()));
    }

    private static List<String> groups(ZipArchive archive) {
        try (var file = Hdf5File.of(archive.bytes("model.weights.h5"), "weights", Limits.standard())) {
            var lines = new ArrayList<String>();
            list(file.root(), lines);
            return lines;
        }
    }

    private static void list(Hdf5Group group, List<String> lines) {
        // Layers that are not shown have no lasting names.
        boolean isShown = !group.path().contains("/_");
        lines.add(
                group.path() + " " + (isShown ? group.attributes().text("name").orElse("") : ""));
        for (var name : group.datasets()) {
            var dataset = group.dataset(name).orElseThrow();
            lines.add(dataset.path() + " " + dataset.dtype() + dataset.shape());
        }
        group.groups().stream()
                .filter(name -> !name.equals(WeightTree.PASSING))
                .forEach(name -> list(group.group(name).orElseThrow(), lines));
    }

    private static void checkPredictions(Model model, JsonNode file) {
        double tolerance = file.path("tolerance").asDouble(1);
        var batch = batch(model, file);
        var predictions = model.predictOnBatch(batch.inputs());
        var expected = tensors(model.outputNames(), file.get("predictions"));
        assertThat(predictions).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            check(predictions.get(i), expected.get(i), tolerance == 1 ? 1e-5 : tolerance, "output " + i);
        }
    }

    private static void check(Supplier<Model> saved, JsonNode file) {
        checkPredictions(saved.get(), file);
        if (!file.has("after")) {
            return;
        }
        double tolerance = file.path("tolerance").asDouble(1);
        var model = saved.get();
        var batch = batch(model, file);
        for (int i = 0; i < STEPS; i++) {
            double loss = Objects.requireNonNull(model.trainOnBatch(batch).get("loss"));
            double expectedLoss = file.get("losses").get(i).asDouble();
            assertThat(Math.abs(loss - expectedLoss))
                    .as("loss of step %s: %s, Keras has %s", i, loss, expectedLoss)
                    .isLessThanOrEqualTo((tolerance == 1 ? 1e-4 : tolerance) * Math.max(1, Math.abs(expectedLoss)));
        }
        for (var group : ModelFile.groups(model, true)) {
            for (int i = 0; i < group.tensors().size(); i++) {
                var place = group.place(i);
                if (!place.startsWith(WeightTree.PASSING)) {
                    var value = tensor(Objects.requireNonNull(file.get("after").get(place), place));
                    check(group.tensors().get(i).value(), value, tolerance == 1 ? 1e-4 : tolerance, place);
                }
            }
        }
        assertThat(places(model)).containsAll(file.get("after").propertyNames());
    }

    private static List<String> places(Model model) {
        var places = new ArrayList<String>();
        for (var group : ModelFile.groups(model, true)) {
            for (int i = 0; i < group.tensors().size(); i++) {
                places.add(group.place(i));
            }
        }
        return places;
    }

    private static Batch batch(Model model, JsonNode file) {
        return Batch.of(
                tensors(model.inputNames(), file.get("inputs")),
                tensors(model.outputNames(), file.get("targets")),
                List.of());
    }

    private static List<Tensor> tensors(List<String> names, JsonNode node) {
        return node.isArray()
                ? node.valueStream().map(KerasFilesTest::tensor).toList()
                : names.stream().map(name -> tensor(node.get(name))).toList();
    }

    private static Tensor tensor(JsonNode node) {
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(node.get("data").asString()))
                .order(ByteOrder.LITTLE_ENDIAN);
        var sizes = node.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
        var dtype = DType.of(node.get("dtype").asString());
        var values = new double[bytes.capacity() / 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = dtype.isFloating() ? bytes.getFloat() : bytes.getInt();
        }
        return Tensor.float64(values, values.length).reshape(sizes).cast(dtype);
    }

    private static void check(Tensor actual, Tensor expected, double tolerance, String description) {
        assertThat(actual.shape().sizes())
                .as(description)
                .isEqualTo(expected.shape().sizes());
        var a = actual.doubles();
        var b = expected.doubles();
        double largest = 1;
        for (double each : b) {
            largest = Math.max(largest, Math.abs(each));
        }
        for (int i = 0; i < a.length; i++) {
            assertThat(Math.abs(a[i] - b[i]) <= tolerance * largest)
                    .as("%s[%s]: %s, Keras has %s", description, i, a[i], b[i])
                    .isTrue();
        }
    }
}
