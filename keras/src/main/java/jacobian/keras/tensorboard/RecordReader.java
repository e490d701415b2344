package jacobian.keras.tensorboard;

import jacobian.keras.saving.RefusedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/// Takes the records out of a channel one after the other; the last one may still be missing some of its bytes.
final class RecordReader {
    private static final int CHUNK = 1 << 16;

    private final SeekableByteChannel channel;
    private final long most;
    private final long size;
    private long position;
    private ByteBuffer read = empty(CHUNK);

    /// From where `channel` stands; a record of more than `most` bytes is refused.
    RecordReader(SeekableByteChannel channel, long most) throws IOException {
        this.channel = channel;
        this.most = most;
        this.size = channel.size();
        this.position = channel.position();
    }

    /// Where the next record begins.
    long position() {
        return position;
    }

    /// The next record; empty where the file ends before it does.
    Optional<byte[]> next() throws IOException {
        if (!has(Frames.HEADER)) {
            return Optional.empty();
        }
        int at = read.position();
        long length = read.getLong(at);
        if (read.getInt(at + Long.BYTES) != Frames.checksum(read.array(), at, Long.BYTES)) {
            throw broken("the length of the record");
        }
        if (length < 0 || length > most) {
            throw new RefusedFileException("the record at byte " + position + " has " + Long.toUnsignedString(length)
                    + " bytes, but the limit maxRecordBytes allows " + most
                    + ": if you trust the file, open it with maxRecordBytes(...)");
        }
        int whole = Math.toIntExact(Frames.HEADER + length + Frames.FOOTER);
        return has(whole) ? Optional.of(record((int) length)) : Optional.empty();
    }

    private byte[] record(int length) {
        int at = read.position() + Frames.HEADER;
        if (read.getInt(at + length) != Frames.checksum(read.array(), at, length)) {
            throw broken("the record of " + length + " bytes");
        }
        var record = Arrays.copyOfRange(read.array(), at, at + length);
        read.position(at + length + Frames.FOOTER);
        position += Frames.HEADER + length + Frames.FOOTER;
        return record;
    }

    private RefusedFileException broken(String what) {
        return new RefusedFileException(what + " at byte " + position
                + " does not match its checksum: the file is damaged there, or it is no event file of TensorBoard");
    }

    /// Whether `count` bytes can be read; memory is taken for no more than the file has.
    private boolean has(int count) throws IOException {
        if (count > size - position) {
            return false;
        }
        if (read.remaining() < count) {
            var more = count > read.capacity() ? empty(count) : read;
            more = read == more ? read.compact() : more.clear().put(read);
            while (more.position() < count && channel.read(more) >= 0) {}
            read = more.flip();
        }
        return read.remaining() >= count;
    }

    private static ByteBuffer empty(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    }
}
