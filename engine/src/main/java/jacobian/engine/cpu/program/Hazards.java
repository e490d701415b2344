package jacobian.engine.cpu.program;

import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Results that overwrite an input in place: whether everybody who reads the input has done so by then.
final class Hazards {
    private final Graph graph;
    private final Roles roles;
    private final Sizes sizes;
    private final Places places;

    Hazards(Graph graph, Fusion.Fused fused, Places places) {
        this.graph = graph;
        this.roles = fused.roles();
        this.sizes = fused.sizes();
        this.places = places;
    }

    /// Units that write over an input.
    Set<Unit> writers(List<Unit> units) {
        var writers = new HashSet<Unit>();
        for (var unit : units) {
            for (var node : Places.stored(unit)) {
                if (overwritten(node) != null) {
                    writers.add(unit);
                }
            }
        }
        return writers;
    }

    /// The input that the buffer of `node` may be, null if none.
    private @Nullable Node overwritten(Node node) {
        if (places.of(places.owner(node)) instanceof Places.ResultPlace(int result)) {
            int input = graph.updates().get(result);
            return input < 0 ? null : graph.inputs().get(input);
        }
        return null;
    }

    /// Gives a place of their own to results that would overwrite too early.
    void resolve(List<Unit> order) {
        for (int at = 0; at < order.size(); at++) {
            for (var node : Places.stored(order.get(at))) {
                var input = overwritten(node);
                if (input != null && !isSafe(order, at, node, input)) {
                    var owner = places.owner(node);
                    int result = ((Places.ResultPlace) places.of(owner)).index();
                    places.moveToArena(owner, result);
                }
            }
        }
        resolveCopies();
    }

    /// An input that is copied to a result at the end must not have been overwritten by another result before.
    private void resolveCopies() {
        for (var entry : List.copyOf(places.copies.entrySet())) {
            var source = entry.getValue();
            int index = graph.inputs().indexOf(source);
            for (int result = 0; index >= 0 && result < graph.updates().size(); result++) {
                var root = roles.use(graph.results().get(result)).root();
                if (graph.updates().get(result) == index
                        && result != entry.getKey()
                        && !places.copies.containsKey(result)) {
                    places.moveToArena(root, result);
                }
            }
        }
    }

    private boolean isSafe(List<Unit> order, int at, Node node, Node input) {
        for (int later = at + 1; later < order.size(); later++) {
            if (Places.reads(order.get(later)).stream().anyMatch(use -> use.root() == input)) {
                return false;
            }
        }
        var unit = order.get(at);
        boolean whole = places.owner(node) == node;
        if (unit instanceof LoopUnit loop) {
            return whole
                    ? readsInStep(loop, node, input)
                    : loop.reads().stream().noneMatch(use -> use.root() == input);
        }
        return Places.reads(unit).stream().noneMatch(use -> use.root() == input);
    }

    /// Whether the loop reads `input` at no other point than the one at which it then writes `node`.
    private boolean readsInStep(LoopUnit loop, Node node, Node input) {
        var role = loop.roles.get(node);
        if (role == null || role.place() != LoopUnit.Place.FULL || !sizes.same(input.shape(), loop.space)) {
            return loop.reads().stream().noneMatch(use -> use.root() == input);
        }
        for (var member : loop.members()) {
            var uses = roles.isForced(member)
                    ? List.of(roles.copied(member))
                    : member.inputs().stream().map(roles::use).toList();
            for (var use : uses) {
                if (use.root() == input && (!use.views().isEmpty() || !sizes.same(member.shape(), loop.space))) {
                    return false;
                }
            }
        }
        return true;
    }
}
