package jacobian.keras.saving.hdf5;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// What was done to the chunks of a dataset before they were stored, undone here: gzip and shuffle.
record Filters(Source source, String path, List<Integer> ids) {
    private static final int GZIP = 1;
    private static final int SHUFFLE = 2;

    static Filters none(Source source, String path) {
        return new Filters(source, path, List.of());
    }

    static Filters read(Cursor cursor, Source source, String path) {
        int version = cursor.version(1, 2);
        int count = cursor.u8();
        cursor.skip(version == 1 ? 6 : 0);
        var ids = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            int id = cursor.u16();
            int nameLength = version == 1 || id >= 256 ? cursor.u16() : 0;
            int values = cursor.skip(2).u16();
            cursor.skip(version == 1 ? nameLength + 7 & ~7L : nameLength);
            cursor.skip(4L * (version == 1 ? values + (values & 1) : values));
            ids.add(id);
        }
        if (ids.stream().anyMatch(id -> id != GZIP && id != SHUFFLE)
                || ids.stream().distinct().count() < count) {
            throw source.refused("the dataset " + path + " was packed with the filters " + ids
                    + ": read are gzip (1) and shuffle (2), each once. Write it anew with compression=\"gzip\"");
        }
        return new Filters(source, path, List.copyOf(ids));
    }

    /// The chunk of `length` bytes that `stored` holds; bit i of `left` says that filter i was left out.
    MemorySegment undo(MemorySegment stored, int length, int width, long left) {
        var chunk = stored;
        for (int i = ids.size() - 1; i >= 0; i--) {
            if ((left >> i & 1) == 0) {
                chunk = ids.get(i) == GZIP ? inflate(chunk, length) : unshuffle(chunk, length, width);
            }
        }
        return sized(chunk, length);
    }

    private MemorySegment sized(MemorySegment chunk, int length) {
        if (chunk.byteSize() != length) {
            throw source.refused(
                    "a chunk of the dataset " + path + " has " + chunk.byteSize() + " bytes, not " + length);
        }
        return chunk;
    }

    private MemorySegment inflate(MemorySegment packed, int length) {
        var bytes = new byte[length];
        var inflater = new Inflater();
        try {
            inflater.setInput(packed.asByteBuffer());
            int filled = 0;
            int step;
            while (filled < length && (step = inflater.inflate(bytes, filled, length - filled)) > 0) {
                filled += step;
            }
            if (filled < length || !inflater.finished() && inflater.inflate(new byte[1]) > 0) {
                throw source.refused("a chunk of the dataset " + path + " does not unpack to " + length + " bytes");
            }
            return MemorySegment.ofArray(bytes);
        } catch (DataFormatException problem) {
            throw source.refused("a chunk of the dataset " + path + " is no gzip: " + problem.getMessage());
        } finally {
            inflater.end();
        }
    }

    /// Shuffled bytes stand by place: first those of each element's first byte, then those of its second.
    private MemorySegment unshuffle(MemorySegment shuffled, int length, int width) {
        var from = sized(shuffled, length).toArray(ValueLayout.JAVA_BYTE);
        var to = new byte[length];
        int count = length / width;
        for (int place = 0; place < width; place++) {
            for (int i = 0; i < count; i++) {
                to[i * width + place] = from[place * count + i];
            }
        }
        System.arraycopy(from, count * width, to, count * width, length - count * width);
        return MemorySegment.ofArray(to);
    }
}
