package jacobian.engine.cpu.program;

import jacobian.engine.graph.Barrier;
import jacobian.engine.graph.Concat;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Reshape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Where each value of a program lies: in a buffer that comes from outside, in the arena, or inside another
/// value.
final class Places {
    sealed interface Place {}

    /// Buffer number `index` of the inputs.
    record InputPlace(int index) implements Place {}

    /// Buffer number `index` of the results.
    record ResultPlace(int index) implements Place {}

    /// Memory of the program, of another's after the last use.
    record ArenaPlace() implements Place {}

    /// Piece number `piece` of the concatenation `owner`, or the whole of `owner` if it is -1: written in place.
    record InsidePlace(Node owner, int piece) implements Place {}

    private final Map<Node, Place> places = new LinkedHashMap<>();
    private final Graph graph;
    private final Roles roles;
    private final List<Unit> units;

    /// Results that are copied at the end: result number to the node whose buffer holds the value.
    final Map<Integer, Node> copies = new LinkedHashMap<>();

    Places(Graph graph, Fusion.Fused fused) {
        this.graph = graph;
        this.roles = fused.roles();
        this.units = fused.units();
        for (int i = 0; i < graph.inputs().size(); i++) {
            places.put(graph.inputs().get(i), new InputPlace(i));
        }
        for (int i = 0; i < graph.results().size(); i++) {
            placeResult(i);
        }
        units.forEach(this::placeBarrier);
        for (var unit : units) {
            placeConcat(unit);
            placeUnderEpilogue(unit);
        }
        for (var unit : units) {
            stored(unit).forEach(node -> places.putIfAbsent(node, new ArenaPlace()));
        }
    }

    /// All nodes that `unit`, its epilogue included, leaves in buffers.
    static List<Node> stored(Unit unit) {
        if (unit instanceof KernelUnit kernel) {
            var all = new ArrayList<>(kernel.members());
            if (kernel.epilogue != null) {
                all.addAll(kernel.epilogue.stored);
            }
            return all;
        }
        return unit.stored;
    }

    /// All that `unit`, its epilogue included, reads from buffers.
    static List<Use> reads(Unit unit) {
        if (unit instanceof KernelUnit kernel && kernel.epilogue != null) {
            var all = new ArrayList<>(kernel.reads());
            all.addAll(kernel.epilogue.reads());
            return all;
        }
        return unit.reads();
    }

    private void placeResult(int i) {
        var root = roles.use(graph.results().get(i)).root();
        if (places.containsKey(root)) {
            copies.put(i, root);
        } else {
            places.put(root, new ResultPlace(i));
        }
    }

    /// What has passed a barrier lies where it lay before, unless that may be overwritten.
    private void placeBarrier(Unit unit) {
        if (unit instanceof KernelUnit kernel && kernel.node.op() instanceof Barrier) {
            var use = kernel.reads().get(0);
            boolean whole = use.views().stream().allMatch(view -> view.op() instanceof Reshape);
            int input = graph.inputs().indexOf(use.root());
            if (whole && (input < 0 || !graph.updates().contains(input))) {
                places.putIfAbsent(kernel.node, new InsidePlace(use.root(), -1));
            }
        }
    }

    /// Pieces of a concatenation along the outermost axis are written where they will lie.
    private void placeConcat(Unit unit) {
        if (!(unit instanceof KernelUnit kernel) || !(kernel.node.op() instanceof Concat(int axis)) || axis != 0) {
            return;
        }
        for (int i = 0; i < kernel.reads().size(); i++) {
            var use = kernel.reads().get(i);
            boolean whole = use.views().stream().allMatch(view -> view.op() instanceof Reshape);
            if (whole) {
                places.putIfAbsent(use.root(), new InsidePlace(kernel.node, i));
            }
        }
    }

    /// A product that only its epilogue reads is computed where the epilogue leaves its result.
    private void placeUnderEpilogue(Unit unit) {
        if (!(unit instanceof KernelUnit kernel) || kernel.epilogue == null || places.containsKey(kernel.node)) {
            return;
        }
        for (var other : units) {
            if (other != unit && reads(other).stream().anyMatch(use -> use.root() == kernel.node)
                    || kernel.reads().stream().anyMatch(use -> use.root() == kernel.node)) {
                return;
            }
        }
        for (var node : kernel.epilogue.stored) {
            if (node.dtype() == kernel.node.dtype()) {
                places.put(kernel.node, new InsidePlace(node, -1));
                return;
            }
        }
    }

    Place of(Node node) {
        return Objects.requireNonNull(places.get(node), () -> node + " has no place");
    }

    boolean has(Node node) {
        return places.containsKey(node);
    }

    List<Node> all() {
        return List.copyOf(places.keySet());
    }

    /// The value whose memory holds `node`.
    Node owner(Node node) {
        var at = node;
        while (of(at) instanceof InsidePlace(var owner, var _)) {
            at = owner;
        }
        return at;
    }

    /// Computes result `index` apart and copies it at the end: what it overwrites is still read.
    void moveToArena(Node root, int index) {
        places.put(root, new ArenaPlace());
        copies.put(index, root);
    }
}
