package jacobian.keras.tensorboard;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A protobuf message in the making: fields by their official numbers, in the order in which they are added.
final class Message {
    private static final int BUFFER = 64;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER);

    /// Adds fields.
    private interface Adding {
        void to(CodedOutputStream out) throws IOException;
    }

    private Message add(Adding adding) {
        try {
            adding.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Message number(int field, double value) {
        return add(out -> out.writeDouble(field, value));
    }

    Message integer(int field, long value) {
        return add(out -> out.writeInt64(field, value));
    }

    Message bool(int field, boolean value) {
        return add(out -> out.writeBool(field, value));
    }

    Message bytes(int field, byte[] value) {
        return add(out -> out.writeByteArray(field, value));
    }

    Message text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// As [#text], and nothing for an empty text.
    Message textUnlessEmpty(int field, String value) {
        return value.isEmpty() ? this : text(field, value);
    }

    Message message(int field, Message value) {
        return bytes(field, value.toBytes());
    }

    byte[] toBytes() {
        add(CodedOutputStream::flush);
        return bytes.toByteArray();
    }
}
