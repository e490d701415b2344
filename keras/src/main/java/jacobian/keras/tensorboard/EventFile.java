package jacobian.keras.tensorboard;

import com.google.protobuf.InvalidProtocolBufferException;
import jacobian.keras.saving.RefusedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// An event file, read from its beginning, then on from there as it grows.
///
/// ```java
/// var file = new EventFile(path);
/// file.read(event -> IO.println(event));   // all events so far
/// file.read(event -> IO.println(event));   // those that came since
/// ```
///
/// The file is open during a call alone. A last record that is not whole yet is left for the next call.
public final class EventFile {
    /// A record of more bytes is refused unless [#maxRecordBytes] says otherwise.
    public static final int MAX_RECORD_BYTES = 256 << 20;

    private final Path path;
    private final EventParser parser = new EventParser();
    private int maxRecordBytes = MAX_RECORD_BYTES;
    private long position;

    /// The file at `path`; nothing is read yet.
    public EventFile(Path path) {
        this.path = path;
    }

    /// Whether a file is called as event files are: its name holds `tfevents`.
    public static boolean isEventFile(Path path) {
        var name = path.getFileName();
        return name != null && name.toString().contains("tfevents");
    }

    /// Sets how many bytes a record may have; 256 MiB unless set.
    public EventFile maxRecordBytes(int maxRecordBytes) {
        this.maxRecordBytes = Math.clamp(maxRecordBytes, 0, Integer.MAX_VALUE - 64);
        return this;
    }

    public Path path() {
        return path;
    }

    /// How many bytes have been read.
    public long position() {
        return position;
    }

    /// Gives the events that were not given before to `each`; how many there were.
    ///
    /// @throws RefusedFileException where a record is damaged or too large; what stands before it has been given
    /// @throws UncheckedIOException where the file cannot be read
    public long read(Consumer<? super Event> each) {
        try {
            return Files.size(path) == position ? 0 : readOn(each);
        } catch (RefusedFileException refused) {
            throw refused.in(path.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e, e);
        }
    }

    private long readOn(Consumer<? super Event> each) throws IOException {
        long count = 0;
        try (var channel = FileChannel.open(path)) {
            var records = new RecordReader(channel.position(position), maxRecordBytes);
            for (var record = records.next(); record.isPresent(); record = records.next()) {
                var events = parsed(record.get());
                position = records.position();
                events.forEach(each);
                count += events.size();
            }
        }
        return count;
    }

    private List<Event> parsed(byte[] record) {
        try {
            return parser.events(record);
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedFileException(
                    "the record at byte " + position + " is no event of TensorBoard: " + e.getMessage(), e);
        }
    }

    /// The events that were not given before.
    public List<Event> events() {
        var events = new ArrayList<Event>();
        read(events::add);
        return events;
    }
}
