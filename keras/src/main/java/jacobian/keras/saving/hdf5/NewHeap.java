package jacobian.keras.saving.hdf5;

import java.util.ArrayList;
import java.util.List;

/// The global heap to be written: collections of text, and who refers to them.
final class NewHeap {
    /// libhdf5 refuses smaller collections.
    private static final int LEAST_BYTES = 4096;
    /// An object's number has 16 bits.
    private static final int MOST_OBJECTS = 60_000;
    private static final int ENOUGH_BYTES = 1 << 20;

    private final List<Collection> collections = new ArrayList<>();

    private static final class Collection {
        private final Encoder objects = new Encoder();
        /// Where the collection's address belongs.
        private final List<Integer> references = new ArrayList<>();
    }

    /// Writes a reference to `utf8` and takes the text.
    void reference(Encoder to, byte[] utf8) {
        if (collections.isEmpty() || isFull(collections.getLast())) {
            collections.add(new Collection());
        }
        var collection = collections.getLast();
        to.u32(utf8.length);
        collection.references.add(to.position());
        to.i64(0).u32(collection.references.size());
        collection.objects.u16(collection.references.size()).u16(1).u32(0).i64(utf8.length);
        collection.objects.put(utf8).align();
    }

    private static boolean isFull(Collection collection) {
        return collection.references.size() >= MOST_OBJECTS || collection.objects.position() >= ENOUGH_BYTES;
    }

    /// Writes all collections and tells those who refer to them where they are.
    void write(Encoder to) {
        for (var collection : collections) {
            int address = to.position();
            collection.references.forEach(at -> to.patch(at, address));
            int used = 16 + collection.objects.position();
            // What remains is an object with number 0, whose length includes its 16 bytes.
            int size = Math.max(LEAST_BYTES, used + 16);
            to.letters("GCOL").u8(1, 0, 0, 0).i64(size).put(collection.objects);
            to.u16(0).u16(0).u32(0).i64(size - used).zeros(size - used - 16);
        }
    }
}
