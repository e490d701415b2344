package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Memory;
import jacobian.engine.graph.Binding;
import jacobian.engine.graph.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Offsets in one arena for the values of a program whose sizes are known: two values share memory if one is dead
/// before the other is born.
final class MemoryPlan {
    private record Block(long offset, long bytes, int from, int to) {}

    private final Map<Node, Long> offsets = new IdentityHashMap<>();
    private final List<Block> blocks = new ArrayList<>();
    private long bytes;

    /// The arena offset of every value that lies there on its own.
    static MemoryPlan of(List<Unit> order, Places places, Binding binding) {
        var plan = new MemoryPlan();
        var from = new IdentityHashMap<Node, Integer>();
        var to = new IdentityHashMap<Node, Integer>();
        for (int at = 0; at < order.size(); at++) {
            for (var node : Places.stored(order.get(at))) {
                from.putIfAbsent(places.owner(node), at);
                to.put(places.owner(node), at);
            }
            for (var use : Places.reads(order.get(at))) {
                to.put(places.owner(use.root()), at);
            }
        }
        places.copies.values().forEach(node -> to.put(places.owner(node), order.size()));
        for (int at = 0; at < order.size(); at++) {
            for (var node : Places.stored(order.get(at))) {
                if (places.of(node) instanceof Places.ArenaPlace || places.owner(node) != node) {
                    plan.placeOwner(places.owner(node), places, binding, from, to);
                }
            }
        }
        return plan;
    }

    private void placeOwner(Node node, Places places, Binding binding, Map<Node, Integer> from, Map<Node, Integer> to) {
        if (places.of(node) instanceof Places.ArenaPlace && !offsets.containsKey(node)) {
            int birth = Objects.requireNonNull(from.get(node));
            int death = Objects.requireNonNull(to.get(node));
            place(node, CpuBuffer.bytes(binding.of(node).type()), birth, death);
        }
    }

    /// The lowest gap among the blocks that live at the same time.
    private void place(Node node, long size, int from, int to) {
        long need = round(Math.max(size, 1));
        var alive = blocks.stream()
                .filter(block -> block.from <= to && from <= block.to)
                .sorted(Comparator.comparingLong(Block::offset))
                .toList();
        long offset = 0;
        for (var block : alive) {
            if (block.offset - offset >= need) {
                break;
            }
            offset = Math.max(offset, block.offset + block.bytes);
        }
        blocks.add(new Block(offset, need, from, to));
        offsets.put(node, offset);
        bytes = Math.max(bytes, offset + need);
    }

    /// Up to a boundary of a vector, and one vector more: kernels may read, never write, a little past the end.
    private static long round(long size) {
        return (size + Memory.ALIGNMENT - 1) / Memory.ALIGNMENT * Memory.ALIGNMENT + RedZones.BYTES;
    }

    long offset(Node node) {
        return Objects.requireNonNull(offsets.get(node));
    }

    /// Size of the arena.
    long bytes() {
        return bytes;
    }
}
