package jacobian.keras.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import jacobian.engine.shape.Shape;
import jacobian.keras.data.Examples;
import jacobian.keras.data.SequencePadding;
import jacobian.keras.golden.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Files in the form of Keras' data sets become what Keras makes of them.
class KerasDatasetsTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> housing() {
        return cases("_housing.load_data");
    }

    static Stream<Arguments> texts() {
        return Stream.concat(cases("imdb.load_data"), cases("reuters.load_data"));
    }

    static Stream<Arguments> images() {
        return Stream.concat(cases("cifar10.load_data"), cases("cifar100.load_data"));
    }

    private static Stream<Arguments> cases(String function) {
        return Golden.file("datasets")
                .get("cases")
                .valueStream()
                .filter(each -> each.get("function").asString().endsWith(function))
                .map(each -> Arguments.of(each.get("function").asString() + each.get("args"), each));
    }

    private static Path resource(String name) {
        try {
            return Path.of(
                    KerasDatasetsTest.class.getResource("/datasets/" + name).toURI());
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("housing")
    void prices_are_shuffled_and_divided_as_in_keras(String name, JsonNode example) {
        var args = example.get("args");
        java.util.function.Consumer<HousingOptions> options = data -> data.path(resource("housing.npz"))
                .testSplit(args.path("test_split").asDouble(0.2))
                .seed(args.path("seed").asLong(113));
        var split = name.startsWith("boston") ? Datasets.bostonHousing(options) : Datasets.californiaHousing(options);
        check(split.train(), example.get("x_train"), example.get("y_train"));
        check(split.test(), example.get("x_test"), example.get("y_test"));
    }

    private static void check(Examples examples, JsonNode x, JsonNode y) {
        assertThat(examples.x().elements().toArray(ValueLayout.JAVA_FLOAT)).containsExactly(floats(x));
        assertThat(examples.y().elements().toArray(ValueLayout.JAVA_FLOAT)).containsExactly(floats(y));
    }

    private static float[] floats(JsonNode tensor) {
        return Golden.tensor(tensor).floats();
    }

    @Test
    void the_small_version_is_the_beginning() {
        var all = Datasets.californiaHousing(
                data -> data.path(resource("housing.npz")).small(true));
        assertThat(all.train().count() + all.test().count()).isEqualTo(23);
        assertThat(new HousingOptions().small(true).most()).isEqualTo(600);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void words_are_numbered_and_limited_as_in_keras(String name, JsonNode example) {
        var args = example.get("args");
        var split = name.startsWith("imdb")
                ? Datasets.imdb(texts -> set(texts.path(resource("imdb.npz")), args))
                : Datasets.reuters(texts -> set(texts.path(resource("reuters.npz")), args));
        check(split.train(), example, "train");
        check(split.test(), example, "test");
        var padded = split.train().padded(new SequencePadding().maxlen(5));
        assertThat(padded.x().type().shape()).isEqualTo(Shape.of(5));
        assertThat(padded.classes()).isEqualTo(split.train().labels());
    }

    private static void set(TextOptions texts, JsonNode args) {
        args.properties().forEach(each -> {
            int value = each.getValue().asInt(0);
            switch (each.getKey()) {
                case "num_words" -> texts.numWords(value);
                case "skip_top" -> texts.skipTop(value);
                case "maxlen" -> texts.maxlen(value);
                case "seed" -> texts.seed(value);
                case "test_split" -> texts.testSplit(each.getValue().asDouble());
                case "index_from" -> texts.indexFrom(value);
                case "start_char" -> {
                    if (each.getValue().isNull()) {
                        texts.noStartChar();
                    } else {
                        texts.startChar(value);
                    }
                }
                default -> {
                    if (each.getValue().isNull()) {
                        texts.noOovChar();
                    } else {
                        texts.oovChar(value);
                    }
                }
            }
        });
    }

    private static void check(WordSequences texts, JsonNode example, String part) {
        var sequences = example.get("x_" + part)
                .valueStream()
                .map(KerasDatasetsTest::ints)
                .toArray(int[][]::new);
        assertThat(texts.sequences()).isDeepEqualTo(sequences);
        assertThat(texts.labels()).containsExactly(ints(example.get("y_" + part)));
    }

    private static int[] ints(JsonNode list) {
        return list.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void pixels_and_classes_are_those_of_keras(String name, JsonNode example) {
        var split = name.startsWith("cifar100")
                ? Datasets.cifar100(
                        resource("cifar-100.tar.gz"),
                        Datasets.LabelMode.valueOf(
                                example.get("args").get("label_mode").asString().toUpperCase(java.util.Locale.ROOT)))
                : Datasets.cifar10(resource("cifar-10.tar.gz"));
        checkImages(split.train(), example, "train");
        checkImages(split.test(), example, "test");
        assertThat(split.train().classNames()).startsWith("class0", "class1");
    }

    private static void checkImages(Examples images, JsonNode example, String part) {
        assertThat(images.classes()).containsExactly(ints(example.get("y_" + part)));
        assertThat(images.x().type().shape()).isEqualTo(Shape.of(32, 32, 3));
        var pixels = images.x().elements().toArray(ValueLayout.JAVA_BYTE);
        var first = ints(example.get("x_" + part).get("first"));
        var columns = new int[32];
        for (int i = 0; i < pixels.length; i++) {
            columns[i / 3 % 32] += pixels[i] & 0xff;
            if (i < first.length) {
                assertThat(pixels[i] & 0xff).isEqualTo(first[i]);
            }
        }
        assertThat(columns).containsExactly(ints(example.get("x_" + part).get("columns")));
    }

    @Test
    void words_and_topics_are_those_of_keras() {
        var expected = new LinkedHashMap<String, Integer>();
        cases("imdb.get_word_index").findFirst().orElseThrow();
        var example = (JsonNode)
                cases("imdb.get_word_index").findFirst().orElseThrow().get()[1];
        example.get("expected")
                .properties()
                .forEach(each -> expected.put(each.getKey(), each.getValue().asInt()));
        assertThat(Texts.wordIndex(resource("words.json"))).containsExactlyEntriesOf(expected);
        var names = (JsonNode)
                cases("reuters.get_label_names").findFirst().orElseThrow().get()[1];
        assertThat(Datasets.reutersLabelNames())
                .containsExactlyElementsOf(names.get("expected")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
    }

    @Test
    void a_file_comes_from_a_server_once_and_only_with_its_checksum() throws IOException {
        var server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        var content = Files.readAllBytes(resource("words.json"));
        server.createContext("/words.json", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        var cache = new DownloadCache(folder);
        var address = URI.create("http://localhost:" + server.getAddress().getPort() + "/words.json");
        try {
            var wrong = new KerasFile(address, "0".repeat(32));
            assertThatThrownBy(() -> wrong.fetch("texts", cache))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("its MD5 is ");
            var digest = java.security.MessageDigest.getInstance("MD5").digest(content);
            var right = new KerasFile(address, java.util.HexFormat.of().formatHex(digest));
            assertThat(right.fetch("texts", cache)).hasBinaryContent(content);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        } finally {
            server.stop(0);
        }
        assertThat(new KerasFile(address, "0".repeat(32)).fetch("texts", cache)).hasBinaryContent(content);
    }

    @Test
    void a_pickle_that_asks_for_anything_but_numbers_is_refused() {
        var harm = "\u0080\u0002cposix\nsystem\nU\u0004true\u0085R."
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Pickle.read(harm, 0))
                .hasMessageContaining("the pickle asks for posix.system")
                .hasMessageContaining("refused");
        assertThatThrownBy(() -> Pickle.read(new byte[] {(byte) 0x80, 2, 'K'}, 0))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> Pickle.read(new byte[] {'i'}, 0)).hasMessageContaining("instruction 105");
    }

    @Test
    void options_that_do_not_fit_are_refused() {
        assertThatThrownBy(() ->
                        Datasets.imdb(texts -> texts.path(resource("imdb.npz")).testSplit(0.5)))
                .hasMessageContaining("imdb is divided already");
        assertThatThrownBy(() -> Datasets.bostonHousing(data -> data.testSplit(1)))
                .hasMessage("test_split=1.0: needs a number of 0 or more, below 1");
        assertThatThrownBy(() -> new HousingOptions().testSplit(0)).hasMessageContaining("leaves no row to test with");
        assertThatThrownBy(() -> Datasets.reuters(
                        texts -> texts.path(resource("reuters.npz")).maxlen(1)))
                .hasMessageContaining("no text is shorter than maxlen");
    }
}
