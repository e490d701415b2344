package jacobian.keras.tensorboard;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// A `TensorProto` with what summaries need of it: numbers of few types, or strings.
///
/// @param values the numbers of any type; none for strings
record TensorMessage(int type, List<Long> sizes, double[] values, List<byte[]> strings) {
    static final int FLOAT = 1;
    static final int DOUBLE = 2;
    private static final int INT32 = 3;
    static final int STRING = 7;
    private static final int INT64 = 9;

    /// A number of float32.
    static Message scalar(double value) {
        var content = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return new Message()
                .integer(1, FLOAT)
                .message(2, new Message())
                .bytes(4, content.putFloat((float) value).array());
    }

    /// A matrix of float64 with `columns`, in rows.
    static Message matrix(double[] values, int columns) {
        var content = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        content.asDoubleBuffer().put(values);
        return new Message()
                .integer(1, DOUBLE)
                .message(2, shape(values.length / columns, columns))
                .bytes(4, content.array());
    }

    /// One string, of rank 0.
    static Message string(String text) {
        return new Message()
                .integer(1, STRING)
                .message(2, new Message())
                .bytes(8, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A vector of strings.
    static Message strings(List<byte[]> strings) {
        var message = new Message().integer(1, STRING).message(2, shape(strings.size()));
        strings.forEach(each -> message.bytes(8, each));
        return message;
    }

    /// The tensor without elements that stands where the metadata says all.
    static Message nothing() {
        return new Message().integer(1, FLOAT).message(2, shape(0));
    }

    private static Message shape(long... sizes) {
        var shape = new Message();
        for (long size : sizes) {
            shape.message(2, size == 0 ? new Message() : new Message().integer(1, size));
        }
        return shape;
    }

    static TensorMessage parse(byte[] message) throws InvalidProtocolBufferException {
        var parser = new Parser();
        Fields.read(message, parser);
        return parser.tensor();
    }

    private static final class Parser implements Fields.Reader {
        private static final int MOST_REPEATED = 1_000_000;

        private int type;
        private final List<Long> sizes = new ArrayList<>();
        private final DoubleStream.Builder values = DoubleStream.builder();
        private final List<byte[]> strings = new ArrayList<>();
        private byte[] content = {};

        @Override
        public void field(Fields field) throws IOException {
            switch (field.number()) {
                case 1 -> type = (int) field.integer();
                case 2 -> Fields.read(field.bytes(), this::dim);
                case 4 -> content = field.bytes();
                case 5 -> field.numbers32(values);
                case 6 -> field.numbers64(values);
                case 7, 10 -> field.integers(values);
                case 8 -> strings.add(field.bytes());
                default -> {}
            }
        }

        private void dim(Fields field) throws IOException {
            if (field.number() == 2) {
                int before = sizes.size();
                Fields.read(field.bytes(), dim -> {
                    if (dim.number() == 1) {
                        sizes.add(dim.integer());
                    }
                });
                if (sizes.size() == before) {
                    sizes.add(0L);
                }
            }
        }

        private TensorMessage tensor() {
            var listed = values.build().toArray();
            return new TensorMessage(
                    type, List.copyOf(sizes), content.length == 0 ? repeated(listed) : unpacked(), strings);
        }

        /// A single number may stand for all elements.
        private double[] repeated(double[] listed) {
            long size = sizes.stream().reduce(1L, (a, b) -> a * b);
            if (listed.length != 1 || size <= 1 || size > MOST_REPEATED) {
                return listed;
            }
            var all = new double[(int) size];
            Arrays.fill(all, listed[0]);
            return all;
        }

        private double[] unpacked() {
            var buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            int bytes = switch (type) {
                case FLOAT, INT32 -> Float.BYTES;
                case DOUBLE, INT64 -> Double.BYTES;
                default -> content.length + 1;
            };
            var unpacked = new double[content.length / bytes];
            for (int i = 0; i < unpacked.length; i++) {
                unpacked[i] = switch (type) {
                    case FLOAT -> buffer.getFloat();
                    case DOUBLE -> buffer.getDouble();
                    case INT32 -> buffer.getInt();
                    default -> buffer.getLong();
                };
            }
            return unpacked;
        }
    }
}
