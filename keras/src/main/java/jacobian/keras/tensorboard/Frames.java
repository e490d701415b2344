package jacobian.keras.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The frame around each record of an event file: eight bytes of length and their checksum before it, its own
/// checksum after it. All numbers begin with the lowest byte.
final class Frames {
    /// Bytes before a record.
    static final int HEADER = Long.BYTES + Integer.BYTES;

    /// Bytes after it.
    static final int FOOTER = Integer.BYTES;

    private static final int MASK = 0xa282ead8;

    private Frames() {}

    /// The CRC-32C of some bytes, turned and shifted as TFRecord wants it, so that records may hold checksums.
    static int checksum(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    /// A record in its frame.
    static byte[] framed(byte[] record) {
        var frame = new byte[HEADER + record.length + FOOTER];
        var buffer = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(record.length);
        buffer.putInt(checksum(frame, 0, Long.BYTES));
        buffer.put(record);
        buffer.putInt(checksum(record, 0, record.length));
        return frame;
    }
}
