package jacobian.keras.saving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    private static byte[] file(String header, int count) {
        var text = header.getBytes(UTF_8);
        return ByteBuffer.allocate(8 + text.length + count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    private static Safetensors read(byte[] bytes) {
        return Safetensors.read(new ByteArrayInputStream(bytes));
    }

    private static void check(Map<String, Tensor> actual, Map<String, Tensor> expected) {
        assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((name, tensor) -> SameTensor.check(name, actual.get(name), tensor));
    }

    @Test
    void what_python_has_written_is_read() {
        var file = Safetensors.open(SampleArrays.path("all.safetensors"));

        check(file.tensors(), SampleArrays.all());
        assertThat(file.metadata()).isEqualTo(Map.of("format", "np"));
        check(read(SampleArrays.bytes("all.safetensors")).tensors(), SampleArrays.all());
        check(Safetensors.open(SampleArrays.path("widened.safetensors")).tensors(), SampleArrays.widened());
        check(Safetensors.open(SampleArrays.path("none.safetensors")).tensors(), Map.of());
        assertThat(Safetensors.open(SampleArrays.path("named.safetensors")).names())
                .containsExactly("läßt \"quoted\"\n");
    }

    @Test
    void what_is_written_is_python_s_to_the_byte() {
        var path = folder.resolve("all.safetensors");
        var shuffled = new HashMap<>(SampleArrays.all());

        Safetensors.write(path, shuffled, Map.of("format", "np"));

        assertThat(path).hasBinaryContent(SampleArrays.bytes("all.safetensors"));
        var none = new ByteArrayOutputStream();
        Safetensors.write(none, Map.of(), Map.of());
        assertThat(none.toByteArray()).isEqualTo(SampleArrays.bytes("none.safetensors"));
    }

    @Test
    void names_and_texts_of_any_letters_survive() {
        var path = folder.resolve("a.safetensors");
        var metadata = Map.of("läßt \"\\\n\u0001", "𝄞", "", "b");

        Safetensors.write(path, Map.of("läßt \"\\\n\u0001/𝄞", Tensor.of(1, 2)), metadata);

        assertThat(Safetensors.open(path).names()).containsExactly("läßt \"\\\n\u0001/𝄞");
        assertThat(Safetensors.open(path).metadata()).isEqualTo(metadata);
    }

    @Test
    void tensors_lie_in_the_mapped_file() {
        var path = folder.resolve("a.safetensors");
        Safetensors.write(path, Map.of("a", Tensor.ones(Shape.of(1500)), "b", Tensor.ones(Shape.of(1500))));

        var file = Safetensors.open(path);
        long a = file.get("a").buffer().memory().orElseThrow().address();

        assertThat(file.get("a").buffer().memory().orElseThrow().address()).isEqualTo(a);
        assertThat(file.get("b").buffer().memory().orElseThrow().address()).isEqualTo(a + 6000);
        assertThat(file.get("a").add(file.get("b")).sum().item()).isEqualTo(3000);
    }

    @Test
    void a_gigabyte_opens_in_a_second_and_leaves_the_heap_alone() throws IOException {
        var path = folder.resolve("large.safetensors");
        var header = new StringJoiner(",", "{", "}");
        for (long i = 0; i < 256; i++) {
            header.add("\"layer%d\":{\"dtype\":\"F32\",\"shape\":[1024,1024],\"data_offsets\":[%d,%d]}"
                    .formatted(i, i << 22, (i + 1) << 22));
        }
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(file(header.toString(), 0));
            file.setLength(file.length() + (1L << 30));
        }
        var heap = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = heap.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();

        var tensors = Safetensors.open(path).tensors();

        assertThat(System.nanoTime() - began).isLessThan(1_000_000_000);
        assertThat(heap.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000_000);
        assertThat(tensors).hasSize(256);
        assertThat(tensors.get("layer7").sum().item()).isZero();
    }

    @Test
    void a_type_of_eight_bits_is_refused_where_it_is_asked_for() {
        var file = Safetensors.open(SampleArrays.path("float8.safetensors"));

        SameTensor.check("y", file.get("y"), SampleArrays.same().get("float32"));
        assertThatThrownBy(() -> file.get("x"))
                .isInstanceOf(RefusedFileException.class)
                .hasMessage("tensor x is of type F8_E4M3, which tensors cannot hold: save it as F16, BF16 or F32");
        assertThatThrownBy(() -> file.get("z")).hasMessage("the file has [y, x], not \"z\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[1,3]}} | begins at byte 62, behind a hole: 61 is next",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]},"
                        + "'b':{'dtype':'U8','shape':[1],'data_offsets':[2,3]}} | within another",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}} | ends at byte 63, the file at 64",
                "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}} | which is not within the 3 bytes",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[3,0]}} | lies from [3, 0]",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0]}} | lies from [0]",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,3]}} | has 3 bytes, which is not what it needs",
                "{'a':{'dtype':'U8','shape':[-3],'data_offsets':[0,3]}} | a size is between 0 and",
                "{'a':{'dtype':'U8','shape':[4611686018427387904,4,3],'data_offsets':[0,3]}} | a size is between 0 and",
                "{'a':{'dtype':'U8','shape':[2147483647,2147483647,2147483647],'data_offsets':[0,3]}} | can be counted",
                "{'a':{'dtype':'F4','shape':[7],'data_offsets':[0,3]}} | which is not what it needs",
                "{'a':{'dtype':'X8','shape':[3],'data_offsets':[0,3]}} | is of type \"X8\", which is unknown",
                "{'a':{'dtype':'U8','shape':[3.0],'data_offsets':[0,3]}} | where whole numbers are needed",
                "{'a':{'dtype':'U8','shape':3,'data_offsets':[0,3]}} | where whole numbers are needed",
                "{'a':{'dtype':8,'shape':[3],'data_offsets':[0,3]}} | tensor a needs [dtype, shape, data_offsets]",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3],'x':1}} | tensor a needs",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]},'a':{}} | no JSON",
                "{'a':[]} | tensor a needs",
                "{'__metadata__':{'a':1}} | __metadata__ holds a, which is no text",
                "{'__metadata__':[]} | __metadata__ is no object of texts",
                "`[1]` | does not begin with {",
                "` {}` | does not begin with {",
                "{} | the last tensor ends at byte 10, the file at 13",
                "{ | no JSON",
            })
    void what_the_format_forbids_is_refused(String header, String message) {
        var bytes = file(header.replace('\'', '"'), 3);

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_header_beyond_its_limits_is_refused_unread() {
        var huge = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);

        assertThatThrownBy(() -> read(huge.putLong(0, 100_000_001).array()))
                .hasMessage("this is no safetensors file: its header would have 100000001 bytes, of at most 100000000");
        assertThatThrownBy(() -> read(huge.putLong(0, -1).array())).hasMessageContaining("18446744073709551615 bytes");
        assertThatThrownBy(() -> read(huge.putLong(0, 90_000_000).array())).hasMessageContaining("limit textBytes");
        assertThatThrownBy(() -> read(huge.putLong(0, 1000).array())).hasMessageContaining("ends within its header");
    }

    @Test
    void text_that_is_no_utf_8_is_refused() {
        var bytes = file("{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}", 3);
        bytes[10] = (byte) 0xff;

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(RefusedFileException.class);
    }

    @Test
    void every_cut_and_every_longer_file_is_refused() {
        var whole = SampleArrays.bytes("all.safetensors");
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> read(cut)).isInstanceOf(RefusedFileException.class);
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1))).isInstanceOf(RefusedFileException.class);
    }

    @Test
    void a_failing_write_leaves_the_old_file() {
        var path = folder.resolve("a.safetensors");
        Safetensors.write(path, Map.of("a", Tensor.of(1)));
        var bad = new LinkedHashMap<String, Tensor>();
        bad.put("__metadata__", Tensor.of(1));

        assertThatThrownBy(() -> Safetensors.write(path, bad)).isInstanceOf(IllegalArgumentException.class);

        assertThat(Safetensors.open(path).names()).containsExactly("a");
    }
}
