package jacobian.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMemoryTest {
    private static final TensorType FOUR = TensorType.of(DType.FLOAT32, 2, 2);

    @TempDir
    Path folder;

    private static byte[] floats(int gap, int count) {
        var bytes = ByteBuffer.allocate(gap + 4 * count).order(ByteOrder.nativeOrder());
        bytes.position(gap);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(i);
        }
        return bytes.array();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    private static long address(Tensor tensor) {
        return tensor.buffer().memory().orElseThrow().address();
    }

    private static void assertSame(FileMemory memory, byte[] bytes) {
        assertThat(memory.bytes().mismatch(MemorySegment.ofArray(bytes))).isEqualTo(-1);
    }

    @Test
    void a_tensor_lies_where_the_file_lies() throws IOException {
        var memory = FileMemory.of(file(floats(8, 100)));

        var tensor = memory.tensor(FOUR, 12);

        assertThat(address(tensor)).isEqualTo(memory.bytes().address() + 12);
        assertThat(tensor.matmul(tensor).floats()).containsExactly(7, 10, 15, 22);
    }

    @Test
    void an_odd_place_is_copied() throws IOException {
        var memory = FileMemory.of(file(floats(7, 100)));

        var tensor = memory.tensor(FOUR, 7);

        assertThat(address(tensor) % 4).isZero();
        assertThat(tensor.floats()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void what_ends_with_a_page_is_copied_so_that_nothing_is_read_behind_it() throws IOException {
        var memory = FileMemory.of(file(floats(0, 1024)));

        var tensor = memory.tensor(FOUR, 4080);

        assertThat(address(tensor)).isNotEqualTo(memory.bytes().address() + 4080);
        assertThat(tensor.floats()).containsExactly(1020, 1021, 1022, 1023);
    }

    @Test
    void the_mapping_outlives_its_maker() throws IOException {
        var tensor = FileMemory.of(file(floats(0, 100))).tensor(FOUR, 0);
        for (int i = 0; i < 3; i++) {
            System.gc();
        }

        assertThat(tensor.add(1).floats()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_variable_made_from_it_changes_and_the_file_does_not() throws IOException {
        var path = file(floats(0, 100));
        var tensor = FileMemory.of(path).tensor(FOUR, 0);
        var variable = new Variable("w", tensor);

        variable.assign(variable.tensor().add(1));

        assertThat(variable.floats()).containsExactly(1, 2, 3, 4);
        assertThat(tensor.floats()).containsExactly(0, 1, 2, 3);
        assertThat(path).hasBinaryContent(floats(0, 100));
    }

    @Test
    void a_file_of_another_file_system_and_a_stream_are_read() throws IOException {
        var bytes = floats(4, 700_000);
        try (var zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            var path = Files.write(zip.getPath("/a"), bytes);

            assertSame(FileMemory.of(path), bytes);
            assertThat(FileMemory.of(path).tensor(FOUR, 4).floats()).containsExactly(0, 1, 2, 3);
        }
        assertSame(FileMemory.of(new ByteArrayInputStream(bytes), bytes.length), bytes);
    }

    @Test
    void a_stream_beyond_the_limit_is_read_one_byte_too_far() throws IOException {
        var memory = FileMemory.of(new ByteArrayInputStream(new byte[100]), 10);

        assertThat(memory.bytes().byteSize()).isEqualTo(11);
    }

    @Test
    void no_bytes_are_a_file_too() throws IOException {
        assertThat(FileMemory.of(file(new byte[0])).bytes().byteSize()).isZero();
    }

    @Test
    void a_tensor_beyond_the_end_is_refused() throws IOException {
        var memory = FileMemory.of(file(floats(0, 3)));

        assertThatThrownBy(() -> memory.tensor(FOUR, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
