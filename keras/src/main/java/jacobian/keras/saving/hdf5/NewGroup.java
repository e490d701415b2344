package jacobian.keras.saving.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The members of a group to be written: a heap of names, symbol tables of 8 entries, and a B-tree above them
/// that has as many levels as it needs.
final class NewGroup {
    /// Entries of a symbol table and children of a node: h5py's defaults.
    static final int LEAF = 8;
    static final int NODE = 32;

    private static final long UNDEFINED = -1;
    private static final int ENTRY_BYTES = 40;
    private static final int NODE_BYTES = 24 + 8 * (2 * NODE + 1);

    private final Encoder to;
    /// Where the names of the members lie in the heap.
    private final List<Integer> names = new ArrayList<>();

    /// Where an object's header lies, and for a group what is below it.
    record Place(long header, long tree, long heap) {
        static Place dataset(long header) {
            return new Place(header, UNDEFINED, UNDEFINED);
        }

        Place at(long address) {
            return new Place(address, tree, heap);
        }

        boolean isGroup() {
            return tree != UNDEFINED;
        }
    }

    /// A node of the tree or a symbol table, and the last name below it.
    private record Child(long address, long lastName) {}

    private NewGroup(Encoder to) {
        this.to = to;
    }

    /// Writes the members, which are sorted by name.
    static Place write(Encoder to, List<Map.Entry<String, Place>> members) {
        var group = new NewGroup(to);
        long heap = group.heap(members);
        var level = group.tables(members);
        int height = 0;
        do {
            level = group.nodes(level, height++);
        } while (level.size() > 1);
        return new Place(UNDEFINED, level.getFirst().address, heap);
    }

    private long heap(List<Map.Entry<String, Place>> members) {
        // The empty name at 0 is the key on the left of everything.
        var text = new Encoder().i64(0);
        for (var member : members) {
            names.add(text.position());
            text.put((member.getKey() + '\0').getBytes(StandardCharsets.UTF_8)).align();
        }
        long address = to.align().position();
        // A list of free blocks that begins at 1 is empty.
        to.letters("HEAP").u32(0).i64(text.position(), 1, address + 32).put(text);
        return address;
    }

    private List<Child> tables(List<Map.Entry<String, Place>> members) {
        var tables = new ArrayList<Child>();
        for (int from = 0; from < members.size(); from += LEAF) {
            int until = Math.min(members.size(), from + LEAF);
            tables.add(new Child(to.position(), names.get(until - 1)));
            to.letters("SNOD").u8(1, 0).u16(until - from);
            for (int i = from; i < until; i++) {
                var place = members.get(i).getValue();
                to.i64(names.get(i), place.header).u32(place.isGroup() ? 1 : 0).u32(0);
                to.i64(place.isGroup() ? new long[] {place.tree, place.heap} : new long[2]);
            }
            to.zeros((from + LEAF - until) * ENTRY_BYTES);
        }
        return tables;
    }

    /// One level of the tree above `children`; a group without members has one empty node.
    private List<Child> nodes(List<Child> children, int height) {
        var nodes = new ArrayList<Child>();
        long leftName = 0;
        for (int from = 0; from == 0 || from < children.size(); from += NODE) {
            var below = children.subList(from, Math.min(children.size(), from + NODE));
            long address = to.position();
            to.letters("TREE").u8(0, height).u16(below.size());
            to.i64(from == 0 ? UNDEFINED : address - NODE_BYTES);
            to.i64(from + NODE < children.size() ? address + NODE_BYTES : UNDEFINED);
            to.i64(leftName);
            for (var child : below) {
                to.i64(child.address, child.lastName);
                leftName = child.lastName;
            }
            to.zeros((int) (address + NODE_BYTES - to.position()));
            nodes.add(new Child(address, leftName));
        }
        return nodes;
    }
}
