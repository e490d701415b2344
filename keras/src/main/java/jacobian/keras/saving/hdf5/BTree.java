package jacobian.keras.saving.hdf5;

/// Walks HDF5's B-trees of version 1, which hold the members of groups and the chunks of datasets.
final class BTree {
    /// The members of a group; a key is an offset in the heap of names.
    static final int GROUP = 0;
    /// The chunks of a dataset; a key is the stored size, the filters left out, and the place of the chunk.
    static final int CHUNKS = 1;

    private static final String WHAT = "a B-tree";

    private final Source source;
    private final int kind;
    private final long keyLength;
    private final Leaf leaf;

    /// Takes what hangs below the lowest nodes, with the key on its left.
    @FunctionalInterface
    interface Leaf {
        void take(Cursor key, long address);
    }

    private BTree(Source source, int kind, long keyLength, Leaf leaf) {
        this.source = source;
        this.kind = kind;
        this.keyLength = keyLength;
        this.leaf = leaf;
    }

    static void walk(Source source, int kind, long keyLength, long root, Leaf leaf) {
        new BTree(source, kind, keyLength, leaf).node(root, 256);
    }

    /// Levels fall by one from node to node, so that no circle ends the walk late or never.
    private void node(long address, int above) {
        var start = source.cursor(address, 24, WHAT).expect("TREE");
        int found = start.u8();
        int level = start.u8();
        int count = start.u16();
        if (found != kind || above != 256 && level != above - 1) {
            throw source.refused(WHAT + " node at " + address + " is of kind " + found + " at level " + level
                    + ", where kind " + kind + " at level " + (above - 1) + " belongs");
        }
        var node = source.ownCursor(address, 24 + count * (keyLength + 8) + keyLength, WHAT);
        node.skip(24);
        for (int i = 0; i < count; i++) {
            var key = node.sub(keyLength, WHAT);
            long child = node.i64();
            if (level == 0) {
                leaf.take(key, child);
            } else {
                node(child, level);
            }
        }
    }
}
