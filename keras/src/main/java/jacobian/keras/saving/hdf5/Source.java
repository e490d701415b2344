package jacobian.keras.saving.hdf5;

import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The bytes of one file, and what has been taken from them so far: regions, objects, text, values.
final class Source {
    /// HDF5's address of what is nowhere.
    static final long UNDEFINED = -1;

    private final String name;
    private final MemorySegment bytes;
    private final Limits limits;
    /// Start of each region that was read to its end and its reader.
    private final NavigableMap<Long, Region> regions = new TreeMap<>();
    private long base;
    private long text;
    private long unpacked;
    private int objects;

    private record Region(long end, String owner) {}

    Source(String name, MemorySegment bytes, Limits limits) {
        this.name = name;
        this.bytes = bytes;
        this.limits = limits;
    }

    /// The same bytes, of which nothing has been taken yet.
    Source again() {
        var again = new Source(name, bytes, limits);
        again.base = base;
        return again;
    }

    /// All addresses count from here.
    void base(long base) {
        this.base = base;
    }

    long base() {
        return base;
    }

    long size() {
        return bytes.byteSize();
    }

    Limits limits() {
        return limits;
    }

    RefusedFileException refused(String what) {
        return new RefusedFileException(name + ": " + what);
    }

    RefusedFileException beyond(String what, String limit, long allowed) {
        return RefusedFileException.beyond(name + ": " + what, limit, allowed);
    }

    /// The bytes at `address`, which must all be there; `what` they are stands in the refusal.
    MemorySegment bytes(long address, long length, String what) {
        long from = address + base;
        if (address < 0 || from < 0 || length < 0 || from > size() - length) {
            throw refused(what + " lies at " + address + " with " + length + " bytes, beyond the end of the file at "
                    + size() + ": it is truncated or broken");
        }
        return bytes.asSlice(from, length);
    }

    /// As [#bytes], of a region that nothing else in the file may use.
    MemorySegment own(long address, long length, String what) {
        var slice = bytes(address, length, what);
        if (length == 0) {
            return slice;
        }
        var before = regions.lowerEntry(address + length);
        if (before != null && before.getValue().end > address) {
            throw overlap(address, what, before);
        }
        regions.put(address, new Region(address + length, what));
        return slice;
    }

    private RefusedFileException overlap(long address, String what, Map.Entry<Long, Region> other) {
        return refused(what + " at " + address + " overlaps " + other.getValue().owner + " at " + other.getKey()
                + ": the file is broken or made to mislead");
    }

    Cursor cursor(long address, long length, String what) {
        return new Cursor(this, bytes(address, length, what), what);
    }

    Cursor ownCursor(long address, long length, String what) {
        return new Cursor(this, own(address, length, what), what);
    }

    /// Notes one more group or dataset.
    void object() {
        if (++objects > limits.entries()) {
            throw beyond("it has more objects", "entries", limits.entries());
        }
    }

    /// Notes text that is about to be read.
    void text(long length) {
        text += length;
        if (text > limits.textBytes()) {
            throw beyond("names and attributes have " + text + " bytes", "textBytes", limits.textBytes());
        }
    }

    /// Notes values that are about to be unpacked.
    void unpack(long length, String what) {
        long allowed = limits.unpackedBytes(size());
        if (length > allowed - unpacked) {
            var limit = allowed == limits.totalBytes() ? "totalBytes" : "ratio";
            throw beyond(
                    what + " has " + length + " bytes after " + unpacked + " of others, in a file of " + size(),
                    limit,
                    allowed);
        }
        unpacked += length;
    }
}
