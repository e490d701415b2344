package jacobian.keras.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NpyTest {
    @TempDir
    Path folder;

    private static Tensor read(byte[] bytes) {
        return Npy.read(new ByteArrayInputStream(bytes));
    }

    /// An array whose header says `header`, and `count` bytes of zeros.
    private static byte[] npy(String header, int count) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[count]);
        return out.toByteArray();
    }

    static Iterable<Map.Entry<String, Tensor>> all() {
        return SampleArrays.all().entrySet();
    }

    static Iterable<Map.Entry<String, Tensor>> widened() {
        return SampleArrays.widened().entrySet();
    }

    @ParameterizedTest
    @MethodSource({"all", "widened"})
    void what_numpy_has_written_is_read(Map.Entry<String, Tensor> each) {
        var file = each.getKey() + ".npy";

        SameTensor.check(file, Npy.read(SampleArrays.path(file)), each.getValue());
        SameTensor.check(file, read(SampleArrays.bytes(file)), each.getValue());
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_is_written_is_numpy_s_to_the_byte(Map.Entry<String, Tensor> each) {
        var path = folder.resolve("x.npy");
        var stream = new ByteArrayOutputStream();

        Npy.write(path, each.getValue());
        Npy.write(stream, each.getValue());

        assertThat(path).hasBinaryContent(SampleArrays.bytes(each.getKey() + ".npy"));
        assertThat(stream.toByteArray()).isEqualTo(SampleArrays.bytes(each.getKey() + ".npy"));
    }

    @Test
    void either_order_of_bytes_and_axes_and_each_version_is_read() {
        SameTensor.check(
                "float32",
                Npy.read(SampleArrays.path("big_endian.npy")),
                SampleArrays.same().get("float32"));
        SameTensor.check(
                "int64",
                Npy.read(SampleArrays.path("big_endian_int64.npy")),
                SampleArrays.same().get("int64"));
        SameTensor.check(
                "fortran",
                Npy.read(SampleArrays.path("fortran.npy")),
                SampleArrays.shapes().get("deep"));
        SameTensor.check(
                "2.0",
                Npy.read(SampleArrays.path("version2.npy")),
                SampleArrays.same().get("float32"));
        SameTensor.check(
                "3.0",
                Npy.read(SampleArrays.path("version3.npy")),
                SampleArrays.same().get("float32"));
    }

    @Test
    void headers_that_others_write_are_read() {
        for (var header : new String[] {
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }\n",
            "{\"shape\":[2,3],\"fortran_order\":False,\"descr\":\"<f4\"}",
            "{'descr': '=f4', 'fortran_order': False, 'shape': (2, 3,)}"
        }) {
            SameTensor.check(header, read(npy(header, 24)), Tensor.of(new float[6], 2, 3));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "objects.npy | the array holds Python's objects as a pickle, which is code and is not read",
                "records.npy | the array holds records of several fields: save each field as an array",
                "texts.npy | the array holds <U3: bool, int8 to int64",
                "complex.npy | the array holds <c8: bool, int8 to int64",
                "too_large.npy | holds 9223372036854775808, which int64 does not",
            })
    void what_no_tensor_holds_is_refused_with_the_reason(String file, String message) {
        assertThatThrownBy(() -> Npy.read(SampleArrays.path(file)))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining(file)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9, 3), } | needs 108 bytes, but 24 are there",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 3), } | a size is between 0 and 2147483647",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000, 3), } | a size is between 0 and",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000, 9), } | be counted",
                "{'descr': '<f4', 'fortran_order': False} | where [descr, fortran_order, shape] are needed",
                "{'descr': '<f4', 'fortran_order': 1, 'shape': ()} | neither True nor False",
                "{'descr': 4, 'fortran_order': False, 'shape': ()} | 'descr' is no type",
                "{'descr': '', 'fortran_order': False, 'shape': ()} | 'descr' is no type",
                "{'descr': '<f4', 'fortran_order': False, 'shape': 3} | no tuple of whole numbers",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2.5,)} | byte ",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()} | descr is there twice",
                "{'descr': '<f4' 'fortran_order': False, 'shape': ()} | should be a comma",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, | \"\"",
                "__import__('os').system('true') | has \"\"",
                "[1, 2] | a dictionary is needed",
            })
    void broken_headers_are_refused(String header, String message) {
        assertThatThrownBy(() -> read(npy(header, 24)))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void other_files_and_versions_are_refused() {
        assertThatThrownBy(() -> read(new byte[20]))
                .hasMessage("this is no .npy array: it does not begin with \\x93NUMPY");
        var future = SampleArrays.bytes("float32.npy");
        future[6] = 4;
        assertThatThrownBy(() -> read(future)).hasMessage("the .npy array is of version 4: 1, 2 and 3 can be read");
    }

    @Test
    void a_deep_header_is_refused() {
        var deep = "(".repeat(250);

        assertThatThrownBy(() -> read(npy(deep, 0)))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("nests deeper, but the limit depth allows 200");
    }

    @Test
    void every_cut_is_refused() {
        var whole = SampleArrays.bytes("version2.npy");
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> read(cut)).isInstanceOf(RefusedFileException.class);
        }
    }

    @Test
    void a_large_array_lies_in_its_file() {
        var path = folder.resolve("large.npy");
        Npy.write(path, Tensor.ones(jacobian.engine.shape.Shape.of(1000, 1001)));

        var tensor = Npy.read(path);

        assertThat(tensor.buffer().memory().orElseThrow().address() % 64).isZero();
        assertThat(tensor.sum().item()).isEqualTo(1_001_000);
    }
}
