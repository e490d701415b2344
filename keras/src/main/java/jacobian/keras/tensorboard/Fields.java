package jacobian.keras.tensorboard;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleConsumer;

/// The fields of a protobuf message, one after the other. A field whose bytes are of another kind than the number
/// says is skipped, as all unknown ones are.
final class Fields {
    private final CodedInputStream in;
    private int tag;

    private Fields(CodedInputStream in) {
        this.in = in;
    }

    /// A reader of fields, which sees the next field with each call.
    interface Reader {
        void field(Fields field) throws IOException;
    }

    /// Gives each field of `message` to `reader`, which takes its value or leaves it.
    static void read(byte[] message, Reader reader) throws InvalidProtocolBufferException {
        try {
            var fields = new Fields(CodedInputStream.newInstance(message));
            for (fields.tag = fields.in.readTag(); fields.tag != 0; fields.tag = fields.in.readTag()) {
                int at = fields.in.getTotalBytesRead();
                reader.field(fields);
                if (fields.in.getTotalBytesRead() == at) {
                    fields.in.skipField(fields.tag);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    /// The number of this field.
    int number() {
        return WireFormat.getTagFieldNumber(tag);
    }

    private boolean is(int wireType) {
        return WireFormat.getTagWireType(tag) == wireType;
    }

    private InvalidProtocolBufferException unexpected() {
        return new InvalidProtocolBufferException(
                "field " + number() + " has wire type " + WireFormat.getTagWireType(tag));
    }

    double number64() throws IOException {
        if (!is(WireFormat.WIRETYPE_FIXED64)) {
            throw unexpected();
        }
        return in.readDouble();
    }

    float number32() throws IOException {
        if (!is(WireFormat.WIRETYPE_FIXED32)) {
            throw unexpected();
        }
        return in.readFloat();
    }

    long integer() throws IOException {
        if (!is(WireFormat.WIRETYPE_VARINT)) {
            throw unexpected();
        }
        return in.readInt64();
    }

    byte[] bytes() throws IOException {
        if (!is(WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            throw unexpected();
        }
        return in.readByteArray();
    }

    String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /// A repeated number, written one by one or together.
    void numbers64(DoubleConsumer each) throws IOException {
        repeated(each, WireFormat.WIRETYPE_FIXED64, CodedInputStream::readDouble);
    }

    /// As [#numbers64], of float32.
    void numbers32(DoubleConsumer each) throws IOException {
        repeated(each, WireFormat.WIRETYPE_FIXED32, CodedInputStream::readFloat);
    }

    /// As [#numbers64], of integers of any width.
    void integers(DoubleConsumer each) throws IOException {
        repeated(each, WireFormat.WIRETYPE_VARINT, CodedInputStream::readInt64);
    }

    /// Reads one number.
    private interface One {
        double read(CodedInputStream in) throws IOException;
    }

    private void repeated(DoubleConsumer each, int wireType, One one) throws IOException {
        if (is(wireType)) {
            each.accept(one.read(in));
        } else if (is(WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            int limit = in.pushLimit(in.readRawVarint32());
            while (in.getBytesUntilLimit() > 0) {
                each.accept(one.read(in));
            }
            in.popLimit(limit);
        } else {
            throw unexpected();
        }
    }
}
