package jacobian.keras.saving.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The samples are written by tools/files/hdf5_samples.py with h5py and Keras.
class Hdf5FileTest {
    private static final JsonNode EXPECTED =
            JsonMapper.shared().readTree(sample("expected.json").toFile());

    static Path sample(String name) {
        try {
            return Path.of(Hdf5FileTest.class.getResource("/files/hdf5/" + name).toURI());
        } catch (URISyntaxException problem) {
            throw new AssertionError(problem);
        }
    }

    static Stream<String> samples() {
        return EXPECTED.propertyNames().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everything_is_read_as_h5py_reads_it(String name) {
        try (var file = Hdf5File.open(sample(name))) {
            for (var each : EXPECTED.get(name).properties()) {
                compare(file.root(), each.getKey(), each.getValue());
            }
        }
    }

    private static void compare(Hdf5Group root, String path, JsonNode expected) {
        if (!expected.has("shape")) {
            compare(root.group(path).orElseThrow().attributes(), expected.get("attributes"));
            return;
        }
        var dataset = root.dataset(path).orElseThrow();
        compare(dataset.attributes(), expected.get("attributes"));
        if (dataset.isText()) {
            assertThat(dataset.texts()).as(path).isEqualTo(texts(expected.get("values")));
            return;
        }
        var tensor = dataset.tensor();
        assertThat(tensor.buffer().type().shape().sizes()).as(path).isEqualTo(ints(expected.get("shape")));
        assertThat(tensor.doubles()).as(path).isEqualTo(numbers(expected.get("values")));
    }

    private static void compare(Hdf5Attributes attributes, JsonNode expected) {
        assertThat(attributes.names()).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
        for (var each : expected.properties()) {
            var value = each.getValue();
            var first = value.isArray() && !value.isEmpty() ? value.get(0) : value;
            if (first.isString()) {
                assertThat(attributes.texts(each.getKey()).orElseThrow()).isEqualTo(texts(value));
            } else {
                assertThat(attributes.numbers(each.getKey()).orElseThrow().stream()
                                .mapToDouble(Number::doubleValue))
                        .containsExactly(DoubleStream.of(numbers(value)).boxed().toArray(Double[]::new));
            }
        }
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asString)
                        .toList()
                : List.of(node.asString());
    }

    private static double[] numbers(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray()
                : new double[] {node.isBoolean() ? (node.asBoolean() ? 1 : 0) : node.asDouble()};
    }

    private static int[] ints(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    @Test
    void types_that_the_engine_lacks_become_the_next_wider_one() {
        try (var file = Hdf5File.open(sample("dtypes.h5"))) {
            var numbers = file.root().group("numbers").orElseThrow();
            assertThat(numbers.dataset("i1").orElseThrow().dtype()).isEqualTo(DType.INT32);
            assertThat(numbers.dataset("u1").orElseThrow().dtype()).isEqualTo(DType.UINT8);
            assertThat(numbers.dataset("little_u4").orElseThrow().dtype()).isEqualTo(DType.INT64);
            assertThat(numbers.dataset("big_f2").orElseThrow().dtype()).isEqualTo(DType.FLOAT16);
            assertThat(file.root().dataset("bool").orElseThrow().dtype()).isEqualTo(DType.BOOL);
        }
    }

    @Test
    void bfloat16_is_what_keras_marks_so() {
        try (var file = Hdf5File.open(sample("keras.weights.h5"))) {
            assertThat(file.root().dataset("layers/dense/vars/0").orElseThrow().dtype())
                    .isEqualTo(DType.BFLOAT16);
            assertThat(file.root()
                            .dataset("layers/lstm/cell/vars/0")
                            .orElseThrow()
                            .dtype())
                    .isEqualTo(DType.FLOAT32);
        }
    }

    @Test
    void attributes_split_by_keras_are_joined() {
        try (var file = Hdf5File.open(sample("split.h5"))) {
            assertThat(file.root().attributes().names()).contains("layer_names0", "layer_names1");
            assertThat(file.root().attributes().texts("layer_names").orElseThrow())
                    .hasSize(2310)
                    .endsWith("layer_with_a_long_name_02309");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "soft, soft link",
        "external, external link",
        "virtual, virtual",
        "storage, other files",
        "lzf, filters [32000]",
        "twice, the same object",
        "circle, the same object",
        "bomb, withRatio",
        "huge, withRatio",
        "filled, fill value",
        "compound, compound",
        "named, named datatypes",
        "wide, 9223372036854775808"
    })
    void what_may_mislead_or_cannot_be_read_is_refused(String name, String message) {
        var path = sample("refused_" + name + ".h5");
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> Walk.all(Hdf5File.open(path)))
                .withMessageContaining(message)
                .withMessageContaining(path.toString());
    }

    @Test
    void limits_hold_and_can_be_raised() {
        var strict = Limits.standard().withEntries(100);
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> Walk.all(Hdf5File.open(sample("many.h5"), strict)))
                .withMessageContaining("withEntries");
        Walk.all(Hdf5File.open(sample("many.h5"), strict.withEntries(1000)));
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> Walk.all(
                        Hdf5File.open(sample("dtypes.h5"), Limits.standard().withDepth(2))))
                .withMessageContaining("withDepth");
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> Walk.all(
                        Hdf5File.open(sample("split.h5"), Limits.standard().withTextBytes(5000))))
                .withMessageContaining("withTextBytes");
    }

    @Test
    void a_file_in_memory_is_read_as_one_on_disk() throws IOException {
        var bytes = MemorySegment.ofArray(Files.readAllBytes(sample("chunked.h5")));
        try (var file = Hdf5File.of(bytes, "chunked", Limits.standard())) {
            var line = file.root().dataset("line").orElseThrow();
            assertThat(line.tensor().doubles())
                    .isEqualTo(line.tensor().doubles())
                    .hasSize(1000);
        }
    }

    @Test
    void a_file_in_an_archive_is_read_by_its_path(@TempDir Path folder) throws IOException {
        var archive = folder.resolve("files.zip");
        try (var zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.copy(sample("chunked.h5"), zip.getPath("chunked.h5"));
            try (var file = Hdf5File.open(zip.getPath("chunked.h5"))) {
                assertThat(file.root().datasets()).contains("both", "gzip");
            }
        }
    }

    @Test
    void a_truncated_file_is_refused() throws IOException {
        var bytes = Files.readAllBytes(sample("written.h5"));
        for (int length = 0; length < bytes.length; length += 997) {
            var part = MemorySegment.ofArray(Arrays.copyOf(bytes, length));
            assertThatExceptionOfType(RefusedFileException.class)
                    .isThrownBy(() -> Hdf5File.of(part, "part", Limits.standard()));
        }
    }

    @Test
    void two_datasets_in_one_region_are_refused() throws IOException {
        var writer = new Hdf5Writer();
        writer.root().dataset("a", Tensor.of(1, 2, 3)).dataset("b", Tensor.of(4, 5, 6));
        var stream = new ByteArrayOutputStream();
        writer.write(stream);
        var bytes = MemorySegment.ofArray(stream.toByteArray());
        long values = bytes.byteSize() - 2 * 16; // three numbers each, up to a multiple of 8
        for (long at = 0; at < values - 8; at++) {
            if (bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at) == values + 16) {
                bytes.set(ValueLayout.JAVA_LONG_UNALIGNED, at, values + 8);
            }
        }
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> Walk.all(Hdf5File.of(bytes, "twice", Limits.standard())))
                .withMessageContaining("overlaps the dataset /a");
    }

    @Test
    void a_file_that_is_none_is_refused() {
        assertThatExceptionOfType(RefusedFileException.class)
                .isThrownBy(() -> Hdf5File.open(sample("expected.json")))
                .withMessageContaining("no HDF5 file");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Hdf5File.open(Path.of("nowhere.h5")))
                .withMessageContaining("nowhere.h5");
    }
}
