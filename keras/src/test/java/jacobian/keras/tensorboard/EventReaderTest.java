package jacobian.keras.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.saving.RefusedFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReaderTest {
    @TempDir
    private Path logs;

    @Test
    void runs_are_folders_with_event_files() throws Exception {
        new SummaryWriter(logs.resolve("first/train")).close();
        new SummaryWriter(logs.resolve("first/validation")).close();
        new SummaryWriter(logs).close();
        Files.createDirectories(logs.resolve("empty"));
        assertThat(EventReader.runs(logs).keySet()).containsExactly(".", "first/train", "first/validation");
        assertThat(EventReader.runs(logs.resolve("missing"))).isEmpty();
    }

    @Test
    void a_run_is_followed_over_growing_and_new_files() {
        var reader = new EventReader(logs);
        var values = new ArrayList<Event.Value>();
        assertThat(reader.read(event -> values.add(event.value()))).isZero();
        try (var first = new SummaryWriter(logs)) {
            first.scalar("loss", 1, 0);
            first.flush();
            reader.read(event -> values.add(event.value()));
            first.scalar("loss", 2, 1);
            first.flush();
            reader.read(event -> values.add(event.value()));
        }
        try (var second = new SummaryWriter(logs)) {
            second.scalar("loss", 3, 2);
        }
        reader.read(event -> values.add(event.value()));
        values.removeIf(Event.Version.class::isInstance);
        assertThat(values).containsExactly(new Event.Scalar(1), new Event.Scalar(2), new Event.Scalar(3));
    }

    @Test
    void a_damaged_file_is_reported_once_and_the_others_are_read() throws Exception {
        Files.write(logs.resolve("a.tfevents"), new byte[20]);
        try (var writer = new SummaryWriter(logs)) {
            writer.scalar("loss", 1, 0);
        }
        var values = new ArrayList<Event.Value>();
        var reader = new EventReader(logs);
        assertThatThrownBy(() -> reader.read(event -> values.add(event.value())))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("a.tfevents");
        assertThat(values).contains(new Event.Scalar(1));
        assertThat(reader.read(event -> values.add(event.value()))).isZero();
    }
}
