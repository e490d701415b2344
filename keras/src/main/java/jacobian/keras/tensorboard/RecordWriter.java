package jacobian.keras.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Puts records in their frames at the end of a file. They wait together until they are many, or a moment has
/// passed: a reader of a live run sees them then.
final class RecordWriter implements AutoCloseable {
    private static final int MOST_WAITING = 1 << 18;
    private static final long MOMENT = 1_000_000_000;

    private final Path path;
    private final FileChannel channel;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private long flushed = System.nanoTime();

    RecordWriter(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    void write(byte[] record) {
        waiting.writeBytes(Frames.framed(record));
        if (waiting.size() >= MOST_WAITING || System.nanoTime() - flushed >= MOMENT) {
            flush();
        }
    }

    void flush() {
        flushed = System.nanoTime();
        try {
            for (var bytes = ByteBuffer.wrap(waiting.toByteArray()); bytes.hasRemaining(); ) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e, e);
        }
        waiting.reset();
    }

    @Override
    public void close() {
        flush();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e, e);
        }
    }
}
