package jacobian.keras.saving.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.saving.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What h5py and Keras find in files written here is checked by tools/files/check_hdf5.py.
class Hdf5WriterTest {
    private static byte[] bytes(Hdf5Writer writer) {
        var stream = new ByteArrayOutputStream();
        try {
            writer.write(stream);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        assertThat(stream.size()).isEqualTo((int) writer.size());
        return stream.toByteArray();
    }

    private static Hdf5Group read(Hdf5Writer writer) {
        return Hdf5File.of(MemorySegment.ofArray(bytes(writer)), "written", Limits.standard())
                .root();
    }

    /// Every type, every kind of attribute, empty groups beside full ones, names that need sorting by bytes.
    private static Hdf5Writer everything() {
        var writer = new Hdf5Writer();
        var root = writer.root();
        root.attribute("name", "grün")
                .attribute("empty", "")
                .attribute("long", "x".repeat(70_000))
                .attribute("number", 7)
                .attribute("fraction", 0.25)
                .attribute("none", List.of())
                .attribute("weight_names", List.of("kernel:0", "bias:0"))
                .attribute("größe", "wide");
        for (var type : DType.values()) {
            root.dataset(
                    "types/" + type,
                    Tensor.of(new double[][] {{0, 1, 2}, {1, 0, 1}}).cast(type));
        }
        root.dataset("scalar", Tensor.scalar(2.5))
                .dataset("nothing", Tensor.of(new float[0], 0, 3))
                .dataset("texts", List.of("a", "", "grün", "longer than that"))
                .dataset("no_texts", List.<String>of());
        root.group("layers/activation/vars");
        root.group("layers/dense/vars").attribute("name", "dense").dataset("0", Tensor.of(1, 2, 3));
        root.group("layers/dropout/vars");
        root.group("layers/\uD83D\uDE00").group("\uFFFD");
        IntStream.range(0, 70).forEach(i -> root.dataset("many/" + i, Tensor.of(i)));
        return writer;
    }

    @Test
    void the_bytes_are_those_that_h5py_and_keras_have_checked() throws IOException {
        var written = bytes(everything());
        var folder = System.getProperty("jacobian.files.write");
        if (folder != null) {
            Files.write(Path.of(folder, "written.h5"), written);
        }
        assertThat(written).isEqualTo(Files.readAllBytes(Hdf5FileTest.sample("written.h5")));
    }

    @Test
    void what_was_written_is_read_back() {
        var root = read(everything());
        for (var type : DType.values()) {
            var dataset = root.dataset("types/" + type).orElseThrow();
            assertThat(dataset.dtype()).isEqualTo(type);
            assertThat(dataset.tensor().doubles())
                    .isEqualTo(type == DType.BOOL ? new double[] {0, 1, 1, 1, 0, 1} : new double[] {0, 1, 2, 1, 0, 1});
        }
        assertThat(root.dataset("nothing").orElseThrow().shape().sizes()).containsExactly(0, 3);
        assertThat(root.dataset("texts").orElseThrow().texts()).containsExactly("a", "", "grün", "longer than that");
        assertThat(root.group("layers").orElseThrow().groups())
                .containsExactly("activation", "dense", "dropout", "\uD83D\uDE00");
        assertThat(root.attributes().text("long").orElseThrow()).hasSize(70_000);
        assertThat(root.attributes().texts("none").orElseThrow()).isEmpty();
        assertThat(root.attributes().numbers("fraction").orElseThrow()).containsExactly(0.25);
    }

    @Test
    void a_group_of_thousands_has_a_tree_of_levels() {
        var writer = new Hdf5Writer();
        IntStream.range(0, 20_000).forEach(i -> writer.root().group("all/" + i).attribute("name", "layer " + i));
        var all = read(writer).group("all").orElseThrow();
        assertThat(all.groups()).hasSize(20_000).startsWith("0", "1", "10", "100", "1000");
        assertThat(all.group("19999").orElseThrow().attributes().text("name")).contains("layer 19999");
    }

    @Test
    void lists_over_64_KB_are_split_as_keras_splits_them() {
        var names = IntStream.range(0, 2310)
                .mapToObj("layer_with_a_long_name_%05d"::formatted)
                .toList();
        var writer = new Hdf5Writer();
        writer.root().attribute("layer_names", names);
        var attributes = read(writer).attributes();
        try (var keras = Hdf5File.open(Hdf5FileTest.sample("split.h5"))) {
            for (var each : keras.root().attributes().names()) {
                assertThat(attributes.texts(each))
                        .isEqualTo(keras.root().attributes().texts(each));
            }
        }
        assertThat(attributes.texts("layer_names").orElseThrow()).isEqualTo(names);
    }

    @Test
    void a_name_is_given_once() {
        var root = new Hdf5Writer().root();
        root.dataset("a/b", Tensor.scalar(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> root.dataset("a/b", Tensor.scalar(1)))
                .withMessageContaining("taken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> root.group("a/b"))
                .withMessageContaining("/a/b is a dataset");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> root.attribute("names", List.of("x".repeat(65_000))))
                .withMessageContaining("65000");
    }
}
