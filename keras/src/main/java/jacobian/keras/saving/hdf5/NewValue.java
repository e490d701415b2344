package jacobian.keras.saving.hdf5;

import jacobian.engine.shape.DType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The value of an attribute, to be written.
sealed interface NewValue {
    /// Keras' HDF5_OBJECT_HEADER_LIMIT: a message of a header has 64 KB, less some room for the rest of it.
    int MOST_BYTES = 64512;

    /// One text of any length, in the global heap.
    record Text(byte[] utf8) implements NewValue {}

    /// Texts of one length, zeros behind the shorter ones.
    record Texts(List<byte[]> utf8, int width) implements NewValue {}

    /// A whole number or a fraction.
    record Single(Number value) implements NewValue {}

    /// A list of nothing, which h5py takes for numbers.
    record Nothing() implements NewValue {}

    static NewValue of(String text) {
        return new Text(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The attribute `name`, or `name0`, `name1`, ... as Keras splits a list over 64,512 bytes.
    static Map<String, NewValue> of(String name, List<String> texts) {
        if (texts.isEmpty()) {
            return Map.of(name, new Nothing());
        }
        var utf8 = texts.stream()
                .map(each -> each.getBytes(StandardCharsets.UTF_8))
                .toList();
        int width =
                Math.max(1, utf8.stream().mapToInt(each -> each.length).max().orElseThrow());
        if (width > MOST_BYTES) {
            throw new IllegalArgumentException("a text in the attribute " + name + " has " + width
                    + " bytes, more than the " + MOST_BYTES + " that HDF5 can hold in a list: shorten it");
        }
        int parts = Math.ceilDiv(utf8.size(), MOST_BYTES / width);
        var split = new LinkedHashMap<String, NewValue>();
        int from = 0;
        for (int part = 0; part < parts; part++) {
            // The first parts take one more where the list does not divide evenly.
            int to = from + utf8.size() / parts + (part < utf8.size() % parts ? 1 : 0);
            split.put(parts == 1 ? name : name + part, new Texts(new ArrayList<>(utf8.subList(from, to)), width));
            from = to;
        }
        return split;
    }

    /// Writes type and sizes.
    default void describe(Encoder type, Encoder space) {
        switch (this) {
            case Text _ -> {
                NewType.heapText(type);
                NewType.space(space);
            }
            case Texts texts -> {
                NewType.fixedText(type, texts.width);
                NewType.space(space, texts.utf8.size());
            }
            case Single single -> {
                NewType.of(type, isWhole(single.value) ? DType.INT64 : DType.FLOAT64);
                NewType.space(space);
            }
            case Nothing _ -> {
                NewType.of(type, DType.FLOAT64);
                NewType.space(space, 0);
            }
        }
    }

    default void elements(Encoder to, NewHeap heap) {
        switch (this) {
            case Text text -> heap.reference(to, text.utf8);
            case Texts texts -> texts.utf8.forEach(each -> to.put(Arrays.copyOf(each, texts.width)));
            case Single(var value) ->
                to.i64(isWhole(value) ? value.longValue() : Double.doubleToRawLongBits(value.doubleValue()));
            case Nothing _ -> {}
        }
    }

    private static boolean isWhole(Number value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }
}
