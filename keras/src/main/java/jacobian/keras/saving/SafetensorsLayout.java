package jacobian.keras.saving;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tensors in the order in which a safetensors file has them: wide elements first and each kind by name, so
/// that every tensor lies on a multiple of its element's width.
final class SafetensorsLayout {
    private static final int ALIGNMENT = 8;

    /// The types as the format's own writer orders them; the last come first.
    private static final List<StoredType> ORDER = List.of(
            StoredType.BOOL,
            StoredType.UINT8,
            StoredType.FLOAT16,
            StoredType.BFLOAT16,
            StoredType.INT32,
            StoredType.FLOAT32,
            StoredType.FLOAT64,
            StoredType.INT64);

    private record Entry(String name, Tensor tensor, StoredType type) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata;

    SafetensorsLayout(Map<String, ? extends TensorLike> tensors, Map<String, String> metadata) {
        this.metadata = metadata;
        tensors.forEach((name, each) -> {
            if (name.equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("no tensor can be called " + name + ": texts stand there");
            }
            var tensor = each.tensor();
            entries.add(new Entry(name, tensor, StoredType.of(tensor.type().dtype())));
        });
        entries.sort(Comparator.comparing((Entry each) -> ORDER.indexOf(each.type))
                .reversed()
                .thenComparing(each -> each.name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
    }

    void writeTo(OutputStream out) throws IOException {
        var header = header().getBytes(StandardCharsets.UTF_8);
        int length = (header.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        var start = ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(length).put(header);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        out.write(start.array());
        for (var entry : entries) {
            littleEndian(Elements.of(entry.tensor), entry.type).writeTo(out);
        }
    }

    private String header() {
        var parts = new ArrayList<String>();
        if (!metadata.isEmpty()) {
            parts.add("\"" + SafetensorsHeader.METADATA + "\":" + texts());
        }
        long at = 0;
        for (var entry : entries) {
            var shape = entry.tensor.buffer().type().shape();
            long end = at + entry.type.bytes(shape);
            parts.add(Json.write(entry.name) + ":{\"dtype\":\"" + entry.type.safetensors() + "\",\"shape\":"
                    + Arrays.toString(shape.sizes()).replace(" ", "") + ",\"data_offsets\":[" + at + "," + end + "]}");
            at = end;
        }
        return "{" + String.join(",", parts) + "}";
    }

    private String texts() {
        var parts = new ArrayList<String>();
        new TreeMap<>(metadata).forEach((key, text) -> parts.add(Json.write(key) + ":" + Json.write(text)));
        return "{" + String.join(",", parts) + "}";
    }

    private static Elements littleEndian(Elements elements, StoredType type) {
        if (type.bytes() == 1 || ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            return elements;
        }
        var bytes = elements.memory().toArray(ValueLayout.JAVA_BYTE);
        for (int at = 0; at < bytes.length; at += type.bytes()) {
            for (int i = 0; i < type.bytes() / 2; i++) {
                byte first = bytes[at + i];
                bytes[at + i] = bytes[at + type.bytes() - 1 - i];
                bytes[at + type.bytes() - 1 - i] = first;
            }
        }
        return new Elements(MemorySegment.ofArray(bytes));
    }
}
