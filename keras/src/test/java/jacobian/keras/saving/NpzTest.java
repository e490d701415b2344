package jacobian.keras.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
    @TempDir
    Path folder;

    private static void check(Map<String, Tensor> actual, Map<String, Tensor> expected) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((name, tensor) -> SameTensor.check(name, actual.get(name), tensor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void what_numpy_has_written_is_read(String file) {
        var arrays = Npz.read(SampleArrays.path(file));

        assertThat(arrays.keySet()).containsExactly("x", "folder/y", "scalar", "b");
        SameTensor.check("x", arrays.get("x"), SampleArrays.same().get("float32"));
        SameTensor.check("y", arrays.get("folder/y"), SampleArrays.same().get("int64"));
        SameTensor.check("scalar", arrays.get("scalar"), SampleArrays.shapes().get("scalar"));
        SameTensor.check("b", arrays.get("b"), SampleArrays.same().get("bool"));
    }

    @Test
    void what_numpy_has_written_to_a_pipe_is_read() {
        check(
                Npz.read(SampleArrays.path("piped.npz")),
                Map.of("x", SampleArrays.same().get("float32")));
    }

    @Test
    void what_is_written_is_read_again() {
        var plain = folder.resolve("plain.npz");
        var packed = folder.resolve("packed.npz");
        var stream = new ByteArrayOutputStream();

        Npz.write(plain, SampleArrays.all());
        Npz.writeCompressed(packed, SampleArrays.all());
        Npz.write(stream, SampleArrays.all());

        check(Npz.read(plain), SampleArrays.all());
        check(Npz.read(packed), SampleArrays.all());
        check(Npz.read(new ByteArrayInputStream(stream.toByteArray())), SampleArrays.all());
        assertThat(packed.toFile().length()).isLessThan(plain.toFile().length());
    }

    @Test
    void the_same_arrays_give_the_same_bytes() throws IOException {
        var stream = new ByteArrayOutputStream();
        Npz.write(stream, SampleArrays.all());
        Npz.write(folder.resolve("a.npz"), SampleArrays.all());

        assertThat(Files.readAllBytes(folder.resolve("a.npz"))).isEqualTo(stream.toByteArray());
    }

    @Test
    void a_member_that_is_no_array_is_named() throws IOException {
        var path = folder.resolve("a.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(SampleArrays.bytes("objects.npy"));
        }

        assertThatThrownBy(() -> Npz.read(path))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageStartingWith(path + ": x.npy: the array holds Python's objects");

        try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
        }
        assertThatThrownBy(() -> Npz.read(path))
                .isInstanceOf(RefusedFileException.class)
                .hasMessage(path + ": the archive holds readme.txt, which is no .npy array");
    }

    @Test
    void a_file_that_is_no_archive_is_named() throws IOException {
        var path = Files.writeString(folder.resolve("a.npz"), "text");

        assertThatThrownBy(() -> Npz.read(path))
                .isInstanceOf(RefusedFileException.class)
                .hasMessage(path + ": this is no zip archive, or its end is missing");
    }
}
