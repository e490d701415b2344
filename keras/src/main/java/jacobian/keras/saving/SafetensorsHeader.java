package jacobian.keras.saving;

import jacobian.engine.shape.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The header of a safetensors file, held against the file as the format wants it: each byte behind the header
/// belongs to exactly one tensor, and each tensor has the bytes that its type and shape need.
///
/// @param metadata the texts at `__metadata__`
/// @param tensors by name, in the order of the header
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> tensors) {
    static final String METADATA = "__metadata__";

    /// The length before it, a whole number of 64 bits.
    static final int LENGTH_BYTES = 8;

    private static final long LONGEST = 100_000_000;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Bits of an element of the types that tensors cannot hold.
    private static final Map<String, Integer> OTHERS = Map.of(
            "F4",
            4,
            "F6_E2M3",
            6,
            "F6_E3M2",
            6,
            "F8_E4M3",
            8,
            "F8_E5M2",
            8,
            "F8_E8M0",
            8,
            "F8_E4M3FNUZ",
            8,
            "F8_E5M2FNUZ",
            8,
            "C64",
            64);

    private static final List<String> KEYS = List.of("dtype", "shape", "data_offsets");

    /// A tensor's place.
    ///
    /// @param dtype the format's name of the type
    /// @param begin where the bytes begin, in the file
    /// @param end where they end
    record Entry(String name, String dtype, Shape shape, long begin, long end) {
        StoredType type() {
            return StoredType.ofSafetensors(dtype)
                    .orElseThrow(() -> new RefusedFileException("tensor " + name + " is of type " + dtype
                            + ", which tensors cannot hold: save it as F16, BF16 or F32"));
        }

        private long bits() {
            var type = StoredType.ofSafetensors(dtype);
            Integer other = OTHERS.get(dtype);
            if (type.isEmpty() && other == null) {
                throw new RefusedFileException("tensor " + name + " is of type \"" + dtype + "\", which is unknown");
            }
            return type.map(known -> 8 * known.bytes()).orElse(other == null ? 0 : other);
        }

        private void check() {
            long count = StoredType.UINT8.bytes(shape);
            if (count > Long.MAX_VALUE / bits() || count * bits() % 8 != 0 || count * bits() / 8 != end - begin) {
                throw new RefusedFileException("tensor " + name + ", " + shape + " of " + dtype + ", has "
                        + (end - begin) + " bytes, which is not what it needs");
            }
        }
    }

    static SafetensorsHeader read(MemorySegment file, Limits limits) {
        if (file.byteSize() < LENGTH_BYTES) {
            throw new RefusedFileException("this is no safetensors file: it has " + file.byteSize() + " bytes");
        }
        long length = file.get(LONG, 0);
        if (length < 0 || length > LONGEST) {
            throw new RefusedFileException("this is no safetensors file: its header would have "
                    + Long.toUnsignedString(length) + " bytes, of at most " + LONGEST);
        }
        if (length > limits.textBytes()) {
            throw RefusedFileException.beyond("a header of " + length + " bytes", "textBytes", limits.textBytes());
        }
        if (length > file.byteSize() - LENGTH_BYTES) {
            throw new RefusedFileException("the safetensors file ends within its header of " + length + " bytes");
        }
        var text = file.asSlice(LENGTH_BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        if (text.length == 0 || text[0] != '{') {
            throw new RefusedFileException("this is no safetensors file: its header does not begin with {");
        }
        var tree = Json.read(text, limits);
        var header = of(tree, LENGTH_BYTES + length, file.byteSize());
        check(header.tensors.values(), LENGTH_BYTES + length, file.byteSize());
        return header;
    }

    private static SafetensorsHeader of(@Nullable Object tree, long data, long end) {
        if (!(tree instanceof Map<?, ?> header)) {
            throw new RefusedFileException("the header of the safetensors file is no object");
        }
        var metadata = new LinkedHashMap<String, String>();
        var tensors = new LinkedHashMap<String, Entry>();
        header.forEach((key, value) -> {
            var name = String.valueOf(key);
            if (name.equals(METADATA)) {
                metadata.putAll(texts(value));
            } else {
                tensors.put(name, entry(name, value, data, end));
            }
        });
        return new SafetensorsHeader(metadata, tensors);
    }

    private static Map<String, String> texts(@Nullable Object value) {
        var texts = new LinkedHashMap<String, String>();
        if (!(value instanceof Map<?, ?> map)) {
            throw new RefusedFileException(METADATA + " is no object of texts");
        }
        map.forEach((key, text) -> {
            if (!(text instanceof String string)) {
                throw new RefusedFileException(METADATA + " holds " + key + ", which is no text");
            }
            texts.put(String.valueOf(key), string);
        });
        return texts;
    }

    private static Entry entry(String name, @Nullable Object value, long data, long end) {
        if (!(value instanceof Map<?, ?> map)
                || map.size() != KEYS.size()
                || !map.keySet().containsAll(KEYS)
                || !(map.get("dtype") instanceof String dtype)) {
            throw new RefusedFileException(
                    "tensor " + name + " needs " + KEYS + " and nothing else, and dtype as text");
        }
        var offsets = numbers(name, map.get("data_offsets"));
        if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > end - data) {
            throw new RefusedFileException("tensor " + name + " lies from " + map.get("data_offsets")
                    + ", which is not within the " + (end - data) + " bytes that follow the header");
        }
        var shape = StoredType.shape(numbers(name, map.get("shape")));
        return new Entry(name, dtype, shape, data + offsets[0], data + offsets[1]);
    }

    private static long[] numbers(String name, @Nullable Object value) {
        if (!(value instanceof List<?> list) || !list.stream().allMatch(Long.class::isInstance)) {
            throw new RefusedFileException("tensor " + name + " has " + value + ", where whole numbers are needed");
        }
        return list.stream().mapToLong(each -> (Long) each).toArray();
    }

    private static void check(Collection<Entry> entries, long data, long end) {
        var ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long at = data;
        for (var entry : ordered) {
            entry.check();
            if (entry.begin != at) {
                throw new RefusedFileException("tensor " + entry.name + " begins at byte " + entry.begin
                        + (entry.begin < at ? ", within another: " : ", behind a hole: ") + at + " is next");
            }
            at = entry.end;
        }
        if (at != end) {
            throw new RefusedFileException("the last tensor ends at byte " + at + ", the file at " + end);
        }
    }
}
