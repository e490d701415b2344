package jacobian.keras.saving.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// Collections of text of any length, each read once.
final class GlobalHeap {
    private static final String WHAT = "a global heap";

    private final Source source;
    private final Map<Long, Map<Integer, MemorySegment>> collections = new HashMap<>();

    GlobalHeap(Source source) {
        this.source = source;
    }

    /// The text that 16 bytes at `cursor` point to: its length, the collection, the number within.
    String text(Cursor cursor) {
        long length = cursor.u32();
        long address = cursor.i64();
        int index = (int) cursor.u32();
        if (length == 0 || address == 0 || address == Source.UNDEFINED) {
            return "";
        }
        var object = collections.computeIfAbsent(address, this::read).get(index);
        if (object == null || object.byteSize() < length) {
            throw source.refused("a text of " + length + " bytes is not in the global heap at " + address);
        }
        return new Cursor(source, object, WHAT).text(length);
    }

    private Map<Integer, MemorySegment> read(long address) {
        var start = source.cursor(address, 16, WHAT).expect("GCOL");
        start.version(1);
        long size = start.skip(3).length();
        var cursor = source.ownCursor(address, size, WHAT).skip(16);
        var objects = new HashMap<Integer, MemorySegment>();
        while (cursor.remaining() >= 16) {
            int index = cursor.u16();
            long length = cursor.skip(6).length();
            if (index == 0) {
                break; // the rest is free
            }
            objects.put(index, cursor.sub(length, WHAT).rest());
            cursor.align();
        }
        return objects;
    }
}
