package jacobian.keras.saving.hdf5;

import java.util.LinkedHashMap;
import java.util.Map;

/// The names in a group and where the objects lie that they stand for.
final class Links {
    private static final int SOFT_ENTRY = 2;
    private static final int HARD = 0;

    private final Source source;
    private final String path;
    private final Map<String, Long> addresses = new LinkedHashMap<>();

    private Links(Source source, String path) {
        this.source = source;
        this.path = path;
    }

    static Map<String, Long> read(Source source, String path, Header header) {
        var links = new Links(source, path);
        header.find(Header.SYMBOL_TABLE).ifPresent(links::symbolTable);
        header.find(Header.LINK_INFO).ifPresent(links::info);
        header.all(Header.LINK).forEach(links::link);
        return links.addresses;
    }

    private void add(String name, long address) {
        if (name.isEmpty() || name.contains("/") || name.equals(".")) {
            throw source.refused("the group " + path + " has a member called \"" + name + "\"");
        }
        if (addresses.put(name, address) != null) {
            throw source.refused("the group " + path + " has two members called " + name);
        }
    }

    private void symbolTable(Cursor message) {
        long tree = message.i64();
        var heap = localHeap(message.i64());
        BTree.walk(source, BTree.GROUP, 8, tree, (_, leaf) -> entries(leaf, heap));
    }

    private Cursor localHeap(long address) {
        var header = source.ownCursor(address, 32, "a local heap").expect("HEAP");
        header.version(0);
        long length = header.skip(3).length();
        return source.ownCursor(header.skip(8).i64(), length, "a local heap");
    }

    private void entries(long address, Cursor heap) {
        var start = source.cursor(address, 8, "a symbol table").expect("SNOD");
        start.version(1);
        int count = start.skip(1).u16();
        var node = source.ownCursor(address, 8 + 40L * count, "a symbol table").skip(8);
        for (int i = 0; i < count; i++) {
            long name = node.i64();
            long object = node.i64();
            boolean isSoft = node.u32() == SOFT_ENTRY;
            node.skip(20);
            if (name < 0 || name > heap.remaining()) {
                throw source.refused("a name in the group " + path + " lies outside its heap");
            }
            var text =
                    new Cursor(source, heap.rest(), "a local heap").skip(name).terminated();
            if (isSoft) {
                throw refusedLink(text, "soft");
            }
            add(text, object);
        }
    }

    /// Where many links lie in a heap of their own, as only libver="latest" writes them.
    private void info(Cursor message) {
        message.version(0);
        int flags = message.u8();
        if (message.skip((flags & 1) != 0 ? 8 : 0).i64() != Source.UNDEFINED) {
            throw source.refused("the group " + path + " has its members in dense storage, which is not read: write the"
                    + " file anew with h5py.File(..., libver=\"earliest\")");
        }
    }

    private void link(Cursor message) {
        message.version(1);
        int flags = message.u8();
        int type = (flags & 8) != 0 ? message.u8() : HARD;
        message.skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0));
        long length = message.unsigned(1 << (flags & 3));
        var name = message.sub(length, "a link").text(length);
        switch (type) {
            case HARD -> add(name, message.i64());
            case 1 -> throw refusedLink(name, "soft");
            case 64 -> throw refusedLink(name, "external");
            default -> throw refusedLink(name, "unknown");
        }
    }

    private RuntimeException refusedLink(String name, String kind) {
        return source.refused("the group " + path + " has the " + kind + " link " + name
                + ": links are refused, as Keras does, for they may lead out of the file; store the object itself");
    }
}
