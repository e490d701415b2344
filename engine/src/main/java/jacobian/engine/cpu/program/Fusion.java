package jacobian.engine.cpu.program;

import jacobian.engine.graph.Convolution;
import jacobian.engine.graph.ConvolutionInputGradient;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Input;
import jacobian.engine.graph.Matmul;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Pick;
import jacobian.engine.graph.Reduce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Decides what is computed together: walks the graph once and lets each operation join the loop that computes
/// its input, where the two run over one space and no other unit has to come in between.
final class Fusion {
    /// Instructions of one loop: beyond this, kernels run out of registers and compile slowly.
    private static final int LARGEST = 40;

    private final Roles roles;
    private final Sizes sizes;
    private final AxisMap axisMap;
    private final Map<Node, Unit> unitOf = new IdentityHashMap<>();
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();
    private final Set<Unit> units = new LinkedHashSet<>();
    private final Placing placing;

    private Fusion(Graph graph) {
        this.sizes = Sizes.of(graph.nodes());
        this.roles = new Roles(graph, sizes);
        this.axisMap = new AxisMap(sizes);
        this.placing = new Placing(roles, sizes, axisMap);
    }

    /// What fusion made of a graph.
    record Fused(List<Unit> units, Roles roles, Sizes sizes, Map<Node, Unit> unitOf) {}

    static Fused of(Graph graph) {
        var fusion = new Fusion(graph);
        graph.nodes().forEach(node -> fusion.numbers.put(node, fusion.numbers.size()));
        for (var node : graph.nodes()) {
            fusion.add(node);
        }
        fusion.mergeSiblings();
        fusion.sink(graph);
        fusion.markStored(graph);
        fusion.units.removeIf(unit -> unit instanceof LoopUnit && unit.stored.isEmpty());
        fusion.attachEpilogues();
        return new Fused(List.copyOf(fusion.units), fusion.roles, fusion.sizes, fusion.unitOf);
    }

    private void add(Node node) {
        if (roles.inLoop(node)) {
            addToLoop(node);
        } else if (node.op() instanceof Pick) {
            var owner = (KernelUnit) Objects.requireNonNull(unitOf.get(node.input(0)));
            owner.picks.add(node);
            unitOf.put(node, owner);
        } else if (!roles.isView(node) && !roles.isLiteral(node) && !(node.op() instanceof Input)) {
            var unit = new KernelUnit(node, roles);
            place(node, unit);
            unit.reads().forEach(use -> need(unit, use));
        }
    }

    private void place(Node node, Unit unit) {
        unitOf.put(node, unit);
        units.add(unit);
    }

    private void need(Unit unit, Use use) {
        var other = unitOf.get(use.root());
        if (other != null && other != unit) {
            unit.needs.add(other);
        }
    }

    private List<Use> uses(Node node) {
        return roles.isForced(node)
                ? List.of(roles.copied(node))
                : node.inputs().stream().map(roles::use).toList();
    }

    private void addToLoop(Node node) {
        var uses = uses(node);
        var candidates = new LinkedHashSet<LoopUnit>();
        for (var use : uses) {
            if (unitOf.get(use.root()) instanceof LoopUnit unit) {
                candidates.add(unit);
            }
        }
        LoopUnit home = null;
        for (var candidate : candidates) {
            if (home == null) {
                home = join(node, uses, candidate) ? candidate : null;
            } else if (candidate != home) {
                tryMerge(candidate, home);
            }
        }
        if (home == null) {
            var space = node.op() instanceof Reduce ? node.input(0).shape() : node.shape();
            home = new LoopUnit(space);
            placing.put(node, uses, home);
            place(node, home);
        }
        for (var use : uses) {
            need(home, use);
        }
    }

    /// Adds `node` to `unit` if it fits there and everything else it reads can be ready before.
    private boolean join(Node node, List<Use> uses, LoopUnit unit) {
        if (unit.roles.size() >= LARGEST || !placing.fits(node, uses, unit)) {
            return false;
        }
        for (var use : uses) {
            var other = unitOf.get(use.root());
            if (other != null && other != unit && other.dependsOn(unit)) {
                return false;
            }
        }
        placing.put(node, uses, unit);
        place(node, unit);
        return true;
    }

    /// Makes one loop of two over one space, if no third unit lies between them.
    private boolean tryMerge(LoopUnit from, LoopUnit into) {
        if (!sizes.same(from.space, into.space)
                || from.roles.size() + into.roles.size() > LARGEST
                || !placing.mergeable(from, into)
                || between(from, into)
                || between(into, from)) {
            return false;
        }
        var members = new TreeMap<Integer, Node>();
        for (var unit : List.of(from, into)) {
            unit.members().forEach(node -> members.put(numbers.get(node), node));
        }
        var merged = new LoopUnit(into.space);
        for (var node : members.values()) {
            if (!placing.fitsFirst(node, uses(node), merged)) {
                return false;
            }
            placing.put(node, uses(node), merged);
        }
        replace(from, into, merged);
        return true;
    }

    /// Whether some other unit needs `first` and is needed by `second`.
    private boolean between(Unit first, Unit second) {
        for (var unit : second.needs) {
            if (unit != first && unit.dependsOn(first)) {
                return true;
            }
        }
        return false;
    }

    private void replace(LoopUnit from, LoopUnit into, LoopUnit merged) {
        merged.needs.addAll(from.needs);
        merged.needs.addAll(into.needs);
        merged.needs.removeAll(List.of(from, into));
        take(merged, into);
        units.remove(from);
        for (var unit : units) {
            if (unit.needs.remove(from) && unit != into) {
                unit.needs.add(into);
            }
        }
        into.members().forEach(node -> unitOf.put(node, into));
    }

    /// Loops that read the same buffer over one space and reduce alike become one: the data is read once.
    private void mergeSiblings() {
        var readers = new IdentityHashMap<Node, List<LoopUnit>>();
        for (var unit : List.copyOf(units)) {
            if (!(unit instanceof LoopUnit loop) || !units.contains(unit) || loop.space.rank() == 0) {
                continue;
            }
            for (var root : placing.outside(loop, this::uses)) {
                var siblings = readers.computeIfAbsent(root, _ -> new ArrayList<>());
                siblings.removeIf(sibling -> !units.contains(sibling));
                if (!siblings.contains(loop) && units.contains(loop)) {
                    siblings.stream()
                            .filter(sibling -> sibling.reducedAxes.equals(loop.reducedAxes)
                                    && !loop.dependsOn(sibling)
                                    && !sibling.dependsOn(loop))
                            .filter(sibling -> root.shape().isFixed() || root.rank() > 0)
                            .filter(sibling -> sizes.same(sibling.space, root.shape()) || !loop.isMap())
                            .findFirst()
                            .ifPresent(sibling -> tryMerge(sibling, loop));
                    siblings.removeIf(sibling -> !units.contains(sibling));
                    siblings.add(loop);
                }
            }
        }
    }

    private void sink(Graph graph) {
        var sinking = new Sinking(graph, roles, unitOf, this::uses);
        for (var node : graph.nodes().reversed()) {
            if (unitOf.get(node) instanceof LoopUnit home) {
                var cluster = sinking.cluster(node);
                if (!cluster.isEmpty() && sinking.target(node) instanceof LoopUnit target) {
                    move(cluster, home, target);
                }
            }
        }
    }

    private void move(List<Node> cluster, LoopUnit from, LoopUnit into) {
        var members = new TreeMap<Integer, Node>();
        into.members().forEach(node -> members.put(numbers.get(node), node));
        cluster.forEach(node -> members.put(numbers.get(node), node));
        var merged = new LoopUnit(into.space);
        for (var node : members.values()) {
            if (members.size() > LARGEST || !placing.fitsFirst(node, uses(node), merged)) {
                return;
            }
            placing.put(node, uses(node), merged);
        }
        var needs = new LinkedHashSet<>(into.needs);
        take(merged, into);
        into.needs.addAll(needs);
        cluster.forEach(from.roles::remove);
        cluster.forEach(node -> unitOf.put(node, into));
        into.members().forEach(node -> uses(node).forEach(use -> need(into, use)));
        if (from.roles.isEmpty()) {
            units.remove(from);
            for (var unit : units) {
                if (unit.needs.remove(from) && unit != into) {
                    unit.needs.add(into);
                }
            }
            into.needs.addAll(from.needs);
            into.needs.remove(into);
        }
    }

    /// Gives `unit` the members and axes of `other`.
    private static void take(LoopUnit other, LoopUnit unit) {
        unit.roles.clear();
        unit.roles.putAll(other.roles);
        unit.rowAxes = other.rowAxes;
        unit.reducedAxes = other.reducedAxes;
        unit.ordered = other.ordered;
        unit.needs.clear();
        unit.needs.addAll(other.needs);
    }

    /// Values that leave their loop: read by other units or in ways that are no mere change of axes, or asked
    /// for.
    private void markStored(Graph graph) {
        var stored = Collections.newSetFromMap(new IdentityHashMap<Node, Boolean>());
        for (var unit : units) {
            if (unit instanceof LoopUnit loop) {
                stored.addAll(placing.outside(loop, this::uses));
            } else {
                unit.reads().forEach(use -> stored.add(use.root()));
            }
        }
        graph.results().forEach(result -> stored.add(roles.use(result).root()));
        for (var unit : units) {
            if (unit instanceof LoopUnit loop) {
                placing.outside(loop, this::uses).forEach(root -> loop.reads.add(new Use(root, List.of())));
            }
            unit.members().stream()
                    .filter(node -> stored.contains(node) || isReduced(unit, node))
                    .forEach(unit.stored::add);
        }
    }

    private static boolean isReduced(Unit unit, Node node) {
        return unit instanceof LoopUnit loop
                && Objects.requireNonNull(loop.roles.get(node)).place() == LoopUnit.Place.REDUCED;
    }

    /// A loop over the result of a product or convolution is done block by block, as the blocks come.
    private void attachEpilogues() {
        for (var unit : List.copyOf(units)) {
            if (unit instanceof KernelUnit kernel && takesEpilogue(kernel)) {
                for (var other : List.copyOf(units)) {
                    if (other instanceof LoopUnit loop && follows(loop, kernel)) {
                        attach(loop, kernel);
                        break;
                    }
                }
            }
        }
    }

    private static boolean takesEpilogue(KernelUnit kernel) {
        return kernel.node.op() instanceof Matmul
                || kernel.node.op() instanceof Convolution
                || kernel.node.op() instanceof ConvolutionInputGradient;
    }

    private boolean follows(LoopUnit loop, KernelUnit kernel) {
        if (!loop.isMap()
                || loop.ordered
                || !loop.needs.contains(kernel)
                || !Epilogues.fits(loop, kernel, sizes, this::uses)) {
            return false;
        }
        return loop.needs.stream().noneMatch(need -> need != kernel && need.dependsOn(kernel));
    }

    private void attach(LoopUnit loop, KernelUnit kernel) {
        kernel.epilogue = loop;
        kernel.needs.addAll(loop.needs);
        kernel.needs.remove(kernel);
        units.remove(loop);
        for (var unit : units) {
            if (unit.needs.remove(loop) && unit != kernel) {
                unit.needs.add(kernel);
            }
        }
    }
}
