package jacobian.keras.saving.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that grow: little-endian numbers one after the other.
final class Encoder {
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);

    private ByteBuffer room(int length) {
        if (bytes.remaining() < length) {
            int capacity = Math.addExact(bytes.position(), Math.max(bytes.position(), length));
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), capacity))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(bytes.position());
        }
        return bytes;
    }

    int position() {
        return bytes.position();
    }

    Encoder u8(int... values) {
        for (int value : values) {
            room(1).put((byte) value);
        }
        return this;
    }

    Encoder u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    Encoder u32(long value) {
        room(4).putInt((int) value);
        return this;
    }

    Encoder i64(long... values) {
        for (long value : values) {
            room(8).putLong(value);
        }
        return this;
    }

    Encoder letters(String ascii) {
        return put(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    Encoder put(byte... values) {
        room(values.length).put(values);
        return this;
    }

    Encoder zeros(int count) {
        return put(new byte[count]);
    }

    /// Zeros up to the next multiple of 8.
    Encoder align() {
        return zeros(-position() & 7);
    }

    /// Replaces 8 bytes that were written before.
    void patch(int at, long value) {
        bytes.putLong(at, value);
    }

    void patch16(int at, int value) {
        bytes.putShort(at, (short) value);
    }

    void patch32(int at, long value) {
        bytes.putInt(at, (int) value);
    }

    void overwrite(int at, Encoder other) {
        bytes.put(at, other.bytes.array(), 0, other.bytes.position());
    }

    Encoder put(Encoder other) {
        return put(Arrays.copyOf(other.bytes.array(), other.bytes.position()));
    }

    ByteBuffer buffer() {
        return bytes.duplicate().flip();
    }
}
