package jacobian.keras.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.InvalidProtocolBufferException;
import jacobian.keras.saving.RefusedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir
    private Path folder;

    private EventFile resource(String name) throws IOException {
        var file = folder.resolve(name);
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/tensorboard/" + name))) {
            Files.copy(in, file);
        }
        return new EventFile(file);
    }

    private static List<Event> tagged(List<Event> events, String tag) {
        return events.stream().filter(event -> event.tag().equals(tag)).toList();
    }

    private static Event.Value only(List<Event> events, String tag) {
        assertThat(tagged(events, tag)).hasSize(1);
        return tagged(events, tag).getFirst().value();
    }

    @Test
    void reads_what_tensorflow_writes() throws Exception {
        var events = resource("tensorflow.tfevents").events();
        assertThat(events.getFirst().value()).isEqualTo(new Event.Version("brain.Event:2"));
        assertThat(events.getFirst().wallTime()).isBetween(1.7e9, 3e9);
        assertThat(tagged(events, "loss"))
                .extracting(Event::step, Event::value)
                .containsExactly(
                        tuple(0L, new Event.Scalar(1)),
                        tuple(1L, new Event.Scalar(0.5)),
                        tuple(2L, new Event.Scalar(1 / 3f)));
        var histogram = (Event.Histogram) only(events, "squares");
        assertThat(histogram.buckets()).hasSize(30);
        assertThat(histogram.count()).isEqualTo(10);
        assertThat(histogram.buckets().getLast().right()).isEqualTo(81);
        assertThat(histogram.buckets().getLast().count()).isEqualTo(1);
        assertThat(only(events, "note")).isEqualTo(new Event.Text(List.of("**hello**")));
        assertThat(only(events, "notes")).isEqualTo(new Event.Text(List.of("a", "b")));
        var images = (Event.Images) only(events, "ramp");
        assertThat(List.of(images.width(), images.height(), images.files().size()))
                .isEqualTo(List.of(5, 4, 2));
        assertThat(images.files().getFirst()).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void reads_hyperparameters_of_tensorflow() throws Exception {
        var events = resource("tensorflow.tfevents").events();
        assertThat(only(events, "_hparams_/experiment"))
                .isEqualTo(new Event.Experiment(
                        List.of(
                                Hyperparameter.of("units", List.of(16.0, 32.0)),
                                Hyperparameter.between("dropout", 0.1, 0.2),
                                Hyperparameter.of("optimizer", List.of("adam", "sgd"))),
                        List.of(new ComparedMetric("", "epoch_loss"))));
        assertThat(only(events, "_hparams_/session_start_info"))
                .isEqualTo(new Event.SessionStart(
                        "first", Map.of("units", 16.0, "dropout", 0.1, "optimizer", "adam", "ema", true)));
    }

    @Test
    void reads_what_pytorch_writes() throws Exception {
        var events = resource("pytorch.tfevents").events();
        assertThat(tagged(events, "loss"))
                .extracting(Event::value)
                .containsExactly(new Event.Scalar(1), new Event.Scalar(0.5), new Event.Scalar(1 / 3f));
        assertThat(only(events, "new")).isEqualTo(new Event.Scalar(0.25));
        var histogram = (Event.Histogram) only(events, "squares");
        assertThat(histogram.count()).isEqualTo(10);
        assertThat(histogram.buckets().getFirst().left()).isZero();
        assertThat(histogram.buckets().getLast().right()).isEqualTo(81);
        assertThat(only(events, "note/text_summary")).isEqualTo(new Event.Text(List.of("**hello**")));
        var images = (Event.Images) only(events, "ramp");
        assertThat(List.of(images.width(), images.height(), images.files().size()))
                .isEqualTo(List.of(5, 4, 1));
        assertThat(events).anyMatch(event -> event.value() instanceof Event.Graph);
    }

    /// A file with `count` scalars.
    private Path written(int count) {
        try (var writer = new SummaryWriter(folder.resolve("run"))) {
            for (int i = 0; i < count; i++) {
                writer.scalar("loss", i, i);
            }
            return writer.file();
        }
    }

    @Test
    void a_last_record_in_the_making_is_left_for_the_next_call() throws Exception {
        var whole = Files.readAllBytes(written(3));
        var path = folder.resolve("growing.tfevents");
        Files.write(path, new byte[0]);
        var file = new EventFile(path);
        var steps = new ArrayList<Long>();
        for (int i = 0; i < whole.length; i++) {
            Files.write(path, new byte[] {whole[i]}, StandardOpenOption.APPEND);
            file.read(event -> steps.add(event.step()));
        }
        assertThat(steps).containsExactly(0L, 0L, 1L, 2L);
        assertThat(file.position()).isEqualTo(whole.length);
        assertThat(file.events()).isEmpty();
    }

    @Test
    void every_changed_byte_is_found_out() throws Exception {
        var path = written(1);
        var whole = Files.readAllBytes(path);
        for (int i = 0; i < whole.length; i++) {
            var changed = whole.clone();
            changed[i] ^= 0x10;
            Files.write(path, changed);
            assertThatThrownBy(() -> new EventFile(path).events())
                    .isInstanceOf(RefusedFileException.class)
                    .hasMessageStartingWith(path.toString())
                    .hasMessageContaining("does not match its checksum");
        }
    }

    @Test
    void what_stands_before_the_damage_is_read() throws Exception {
        var path = written(3);
        var whole = Files.readAllBytes(path);
        whole[whole.length - 1] ^= 1;
        Files.write(path, whole);
        var steps = new ArrayList<Long>();
        var file = new EventFile(path);
        assertThatThrownBy(() -> file.read(event -> steps.add(event.step())))
                .hasMessageContaining("at byte " + file.position());
        assertThat(steps).containsExactly(0L, 0L, 1L);
    }

    @Test
    void a_huge_length_is_refused_and_takes_no_memory() throws Exception {
        for (long length : new long[] {-1, Long.MAX_VALUE, 1L << 40, EventFile.MAX_RECORD_BYTES + 1}) {
            var path = folder.resolve("huge.tfevents");
            Files.write(path, header(length));
            assertThatThrownBy(() -> new EventFile(path).events())
                    .isInstanceOf(RefusedFileException.class)
                    .hasMessageContaining("has " + Long.toUnsignedString(length) + " bytes")
                    .hasMessageContaining("maxRecordBytes");
        }
        var path = folder.resolve("cut.tfevents");
        Files.write(path, header(EventFile.MAX_RECORD_BYTES));
        assertThat(new EventFile(path).events()).isEmpty();
        assertThatThrownBy(() -> new EventFile(path).maxRecordBytes(10).events())
                .hasMessageContaining("allows 10");
    }

    private static byte[] header(long length) {
        var bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        return bytes.putInt(Frames.checksum(bytes.array(), 0, 8)).array();
    }

    @Test
    void a_whole_record_that_is_no_event_is_refused() throws Exception {
        var path = folder.resolve("other.tfevents");
        for (var record : List.of(new byte[] {7}, new byte[] {13, 0, 0, 0, 0}, new byte[] {42, 3, 10, 9, 9})) {
            Files.write(path, Frames.framed(record));
            assertThatThrownBy(() -> new EventFile(path).events())
                    .isInstanceOf(RefusedFileException.class)
                    .hasMessageContaining("no event of TensorBoard");
        }
    }

    @Test
    void no_bytes_bring_the_parser_out_of_its_way() throws Exception {
        var random = new SplittableRandom(1);
        int refused = 0;
        for (var name : List.of("tensorflow.tfevents", "pytorch.tfevents", "jacobian.tfevents")) {
            var records = records(resource(name).path());
            for (int i = 0; i < 10_000; i++) {
                var record = records.get(random.nextInt(records.size())).clone();
                for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                    record[random.nextInt(record.length)] = (byte) random.nextInt();
                }
                int length = random.nextInt(4) == 0 ? random.nextInt(record.length) : record.length;
                try {
                    new EventParser().events(Arrays.copyOf(record, length));
                } catch (InvalidProtocolBufferException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isBetween(3_000, 27_000);
    }

    private static List<byte[]> records(Path path) throws IOException {
        var records = new ArrayList<byte[]>();
        try (var channel = FileChannel.open(path)) {
            var reader = new RecordReader(channel, 1 << 20);
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                records.add(next.get());
            }
        }
        return records;
    }

    @Test
    void records_larger_than_what_is_read_at_once_are_read() {
        var text = "x".repeat(300_000);
        try (var writer = new SummaryWriter(folder.resolve("large"))) {
            writer.text("a", text, 0);
            writer.text("b", text + text, 0);
            writer.scalar("c", 1, 0);
            writer.flush();
            var events = new EventFile(writer.file()).events();
            assertThat(only(events, "a")).isEqualTo(new Event.Text(List.of(text)));
            assertThat(only(events, "b")).isEqualTo(new Event.Text(List.of(text + text)));
            assertThat(only(events, "c")).isEqualTo(new Event.Scalar(1));
        }
    }

    @Test
    void checksums_are_those_of_the_first_record_of_tensorflow() throws Exception {
        var bytes = Files.readAllBytes(resource("tensorflow.tfevents").path());
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        var record = Arrays.copyOfRange(bytes, Frames.HEADER, Frames.HEADER + length);
        assertThat(bytes).startsWith(Frames.framed(record));
    }
}
