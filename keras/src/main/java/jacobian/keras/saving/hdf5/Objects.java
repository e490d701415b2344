package jacobian.keras.saving.hdf5;

import java.util.HashMap;
import java.util.Map;

/// Opens the objects of a file, each under one path only: so no walk through the groups goes in circles or
/// finds the same object again and again.
final class Objects {
    private final Source source;
    private final GlobalHeap heap;
    private final Map<Long, String> paths = new HashMap<>();

    Objects(Source source) {
        this.source = source;
        this.heap = new GlobalHeap(source);
    }

    Source source() {
        return source;
    }

    Hdf5Attributes attributes(Header header) {
        return Hdf5Attributes.read(source, heap, header);
    }

    GlobalHeap heap() {
        return heap;
    }

    Hdf5Group root(long address) {
        return open("/", address, 0) instanceof Hdf5Group group ? group : refuseRoot();
    }

    private Hdf5Group refuseRoot() {
        throw source.refused("the file has no root group");
    }

    /// A [Hdf5Group] or a [Hdf5Dataset].
    Hdf5Object open(String path, long address, int depth) {
        if (depth > source.limits().depth()) {
            throw source.beyond(
                    "the group " + path + " lies " + depth + " groups deep",
                    "depth",
                    source.limits().depth());
        }
        var other = paths.putIfAbsent(address, path);
        if (other != null) {
            throw source.refused(path + " and " + other + " are the same object: no two links may lead to one object,"
                    + " for that makes circles; store a copy");
        }
        var header = Header.read(source, address);
        if (header.has(Header.LAYOUT)) {
            return Hdf5Dataset.read(this, path, header);
        }
        if (header.has(Header.SYMBOL_TABLE) || header.has(Header.LINK_INFO) || header.has(Header.LINK)) {
            return new Hdf5Group(this, path, depth, header);
        }
        throw source.refused(path + " is neither a group nor a dataset: named datatypes are not read");
    }
}
