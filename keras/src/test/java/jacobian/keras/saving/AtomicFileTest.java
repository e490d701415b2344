package jacobian.keras.saving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private static void write(Path path, String text) {
        AtomicFile.write(path, out -> out.write(text.getBytes(UTF_8)));
    }

    @Test
    void a_new_file_has_its_contents_and_no_temporary_stays() throws IOException {
        write(folder.resolve("a"), "new");

        assertThat(folder.resolve("a")).hasContent("new");
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void the_old_file_is_replaced() {
        write(folder.resolve("a"), "a long text");
        write(folder.resolve("a"), "short");

        assertThat(folder.resolve("a")).hasContent("short");
    }

    @Test
    void the_old_file_is_whole_while_the_new_one_is_written() {
        var path = folder.resolve("a");
        write(path, "old");

        AtomicFile.write(path, out -> {
            out.write(new byte[1 << 20]);
            out.flush();
            assertThat(path).hasContent("old");
        });

        assertThat(path).hasSize(1 << 20);
    }

    @Test
    void a_failure_leaves_the_old_file_and_no_temporary() throws IOException {
        var path = folder.resolve("a");
        write(path, "old");

        assertThatThrownBy(() -> AtomicFile.write(path, out -> {
                    out.write(1);
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + path + ": the disk is full");
        assertThatThrownBy(() -> AtomicFile.write(path, _ -> {
                    throw new IllegalStateException("no such layer");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(path).hasContent("old");
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void one_may_go_back_and_correct() {
        AtomicFile.writeAt(folder.resolve("a"), channel -> {
            channel.write(ByteBuffer.wrap("????body".getBytes(UTF_8)));
            channel.position(0).write(ByteBuffer.wrap("head".getBytes(UTF_8)));
        });

        assertThat(folder.resolve("a")).hasContent("headbody");
    }

    @Test
    void a_missing_folder_and_a_folder_as_file_are_named() {
        var missing = folder.resolve("no").resolve("a");

        assertThatThrownBy(() -> write(missing, "x"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + missing + ": there is no folder " + folder.resolve("no"));
        assertThatThrownBy(() -> write(folder, "x"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + folder + ": it is a folder");
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        write(folder.resolve("real"), "old");
        var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));

        write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("real")).hasContent("new");
    }

    @Test
    void an_old_leftover_of_a_killed_process_is_removed_and_a_young_one_is_let_alone() throws IOException {
        var old = Files.writeString(folder.resolve(".a.0123.part~"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
        var young = Files.writeString(folder.resolve(".a.4567.part~"), "half");
        var another = Files.writeString(folder.resolve("a.part~"), "of somebody else");
        Files.setLastModifiedTime(another, FileTime.from(Instant.EPOCH));

        write(folder.resolve("a"), "x");

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(another).exists();
    }

    @Test
    void a_file_system_within_a_zip_is_written_too() throws IOException {
        try (var zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            write(zip.getPath("/a"), "old");
            write(zip.getPath("/a"), "new");

            assertThat(Files.readString(zip.getPath("/a"))).isEqualTo("new");
            assertThat(Files.list(zip.getPath("/"))).hasSize(1);
        }
    }

    @Test
    void an_interruption_does_not_keep_it_from_being_written_and_is_not_lost() {
        var path = folder.resolve("a");
        Thread.currentThread().interrupt();

        AtomicFile.write(path, out -> {
            out.write("first ".getBytes(UTF_8));
            if (!Files.exists(folder.resolve("b"))) {
                Files.createFile(folder.resolve("b"));
                Thread.currentThread().interrupt();
            }
            out.write("second".getBytes(UTF_8));
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(path).hasContent("first second");
    }

    @Test
    void of_many_writers_one_wins_whole() throws IOException {
        var path = folder.resolve("a");

        IntStream.range(0, 40)
                .parallel()
                .forEach(i -> write(path, String.valueOf((char) ('a' + i % 20)).repeat(5000)));

        assertThat(Files.readString(path).chars().distinct().count()).isEqualTo(1);
        assertThat(path).hasSize(5000);
        assertThat(Files.list(folder)).hasSize(1);
    }
}
