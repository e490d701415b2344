package jacobian.engine.cpu.program;

import jacobian.engine.graph.Iota;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.RandomBits;
import jacobian.engine.graph.Reduce;
import jacobian.engine.shape.Shape;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The rules by which an operation finds its place in a loop.
final class Placing {
    private final Roles roles;
    private final Sizes sizes;
    private final AxisMap axisMap;

    Placing(Roles roles, Sizes sizes, AxisMap axisMap) {
        this.roles = roles;
        this.sizes = sizes;
        this.axisMap = axisMap;
    }

    /// Whether `node` can be computed in `unit`: it reads at least one value of the loop in passing, and none
    /// that is known only afterwards.
    boolean fits(Node node, List<Use> uses, LoopUnit unit) {
        return place(node, uses, unit, true).isPresent();
    }

    /// As [#fits], for a node that need not read anything of the loop.
    boolean fitsFirst(Node node, List<Use> uses, LoopUnit unit) {
        return place(node, uses, unit, false).isPresent();
    }

    /// Gives `node` its place in `unit`, in which it fits or which is new.
    void put(Node node, List<Use> uses, LoopUnit unit) {
        var role = place(node, uses, unit, false)
                .orElseThrow(() -> new IllegalStateException(node + " does not fit into its loop"));
        if (node.op() instanceof Reduce) {
            var axes = reducedAxes(node, uses.get(0), unit);
            if (role.place() == LoopUnit.Place.REDUCED) {
                unit.reducedAxes = axes;
            } else {
                unit.rowAxes = axes;
            }
        }
        unit.ordered |= node.op() instanceof RandomBits;
        unit.roles.put(node, role);
    }

    private Optional<LoopUnit.Role> place(Node node, List<Use> uses, LoopUnit unit, boolean linked) {
        if (linked && uses.stream().noneMatch(use -> unit.roles.containsKey(use.root()))) {
            return Optional.empty();
        }
        if (node.op() instanceof Reduce) {
            return placeReduce(node, uses.get(0), unit);
        }
        if (node.op() instanceof RandomBits && unit.rowAxes != null && !unit.keepsOrder(unit.rowAxes)) {
            return Optional.empty();
        }
        if (sizes.same(node.shape(), unit.space)) {
            var role = new LoopUnit.Role(
                    LoopUnit.Place.FULL, IntStream.range(0, unit.space.rank()).toArray());
            return reads(uses, unit, role) ? Optional.of(role) : Optional.empty();
        }
        if (unit.rowAxes == null || node.op() instanceof Iota || node.op() instanceof RandomBits) {
            return Optional.empty();
        }
        return axisMap.rowAxes(node.shape(), unit)
                .map(axes -> new LoopUnit.Role(LoopUnit.Place.ROW, axes))
                .filter(role -> reads(uses, unit, role));
    }

    /// Whether a member at `role` can read all of `uses`: values of the loop as they pass, everything else from
    /// buffers.
    private boolean reads(List<Use> uses, LoopUnit unit, LoopUnit.Role role) {
        for (var use : uses) {
            if (unit.roles.containsKey(use.root()) && !inLoop(use, unit, role)) {
                return false;
            }
        }
        return true;
    }

    /// Whether `use`, of a member of `unit`, is that member's value at the same point or row.
    private boolean inLoop(Use use, LoopUnit unit, LoopUnit.Role reader) {
        var source = unit.roles.get(use.root());
        if (source == null || source.place() == LoopUnit.Place.REDUCED) {
            return false;
        }
        var axes = axisMap.follow(source.axes(), use.root(), use.views());
        if (axes.isEmpty()) {
            return false;
        }
        return reader.place() == LoopUnit.Place.FULL
                ? axisMap.isFull(axes.get(), unit)
                : source.place() == LoopUnit.Place.ROW && axisMap.agrees(axes.get(), reader.axes(), unit);
    }

    private Optional<LoopUnit.Role> placeReduce(Node node, Use use, LoopUnit unit) {
        var axes = reducedAxes(node, use, unit);
        if (axes.isEmpty()) {
            return Optional.empty();
        }
        boolean along = along(axes, unit);
        var place = along ? LoopUnit.Place.ROW : LoopUnit.Place.REDUCED;
        boolean takes = along
                ? (unit.rowAxes == null || unit.rowAxes.equals(axes))
                        && unit.reducedAxes.stream().noneMatch(axes::contains)
                        && !(unit.ordered && !unit.keepsOrder(axes))
                : (unit.reducedAxes.isEmpty() || unit.reducedAxes.equals(axes))
                        && axes.stream().noneMatch(unit::isRow);
        return takes ? Optional.of(new LoopUnit.Role(place, kept(node, use, unit))) : Optional.empty();
    }

    /// Whether a reduction over `axes` runs along rows: the last axis is among them, and not all are unless
    /// rows are that already.
    private static boolean along(List<Integer> axes, LoopUnit unit) {
        if (unit.rowAxes != null) {
            return unit.rowAxes.equals(axes);
        }
        return axes.contains(unit.space.rank() - 1) && axes.size() < unit.space.rank();
    }

    /// The axes of the space over which `node` reduces, empty if its input is not a value of the loop's points or
    /// rows, nor read from outside.
    private List<Integer> reducedAxes(Node node, Use use, LoopUnit unit) {
        var own = ownAxes(use, unit);
        var axes = ((Reduce) node.op()).axes();
        if (own.isEmpty() || repeats(own.get(), seen(use))) {
            return List.of();
        }
        var reduced = axes.stream()
                .map(axis -> own.get()[axis])
                .filter(axis -> axis >= 0)
                .sorted()
                .toList();
        return reduced;
    }

    /// Whether an axis of `seen` lies nowhere in the space, though it has more than one element.
    private boolean repeats(int[] own, Shape seen) {
        return IntStream.range(0, own.length).anyMatch(axis -> own[axis] < 0 && !sizes.isOne(seen.dim(axis)));
    }

    /// The shape of what is read, its views included.
    private static Shape seen(Use use) {
        return use.views().isEmpty()
                ? use.root().shape()
                : use.views().getLast().shape();
    }

    /// Where the axes of what a reduction reads lie in the space.
    private Optional<int[]> ownAxes(Use use, LoopUnit unit) {
        var source = unit.roles.get(use.root());
        if (source == null) {
            return Optional.of(IntStream.range(0, unit.space.rank()).toArray());
        }
        if (source.place() == LoopUnit.Place.REDUCED) {
            return Optional.empty();
        }
        var axes = axisMap.follow(source.axes(), use.root(), use.views());
        if (axes.isPresent() && axisMap.isFull(axes.get(), unit) && source.place() == LoopUnit.Place.FULL) {
            // What is repeated before it is reduced has more points than the loop.
            if (!sizes.same(seen(use), unit.space)) {
                return Optional.empty();
            }
            return Optional.of(IntStream.range(0, unit.space.rank()).toArray());
        }
        return source.place() == LoopUnit.Place.ROW ? axes : Optional.empty();
    }

    private int[] kept(Node node, Use use, LoopUnit unit) {
        var own = ownAxes(use, unit).orElseThrow();
        var axes = ((Reduce) node.op()).axes();
        return IntStream.range(0, own.length)
                .filter(axis -> !axes.contains(axis))
                .map(axis -> own[axis])
                .toArray();
    }

    /// Whether reductions and numbering of two loops go together.
    boolean mergeable(LoopUnit a, LoopUnit b) {
        boolean rows = a.rowAxes == null || b.rowAxes == null || a.rowAxes.equals(b.rowAxes);
        boolean reduced = a.reducedAxes.isEmpty() || b.reducedAxes.isEmpty() || a.reducedAxes.equals(b.reducedAxes);
        return rows && reduced;
    }

    /// Roots of what the members of `unit` read from buffers: values from outside, and values of the loop itself
    /// that are not read in passing.
    Set<Node> outside(LoopUnit unit, Function<Node, List<Use>> uses) {
        var roots = Collections.newSetFromMap(new IdentityHashMap<Node, Boolean>());
        for (var node : unit.members()) {
            for (var use : uses.apply(node)) {
                if (!unit.roles.containsKey(use.root()) && !roles.isLiteral(use.root())) {
                    roots.add(use.root());
                }
            }
        }
        return roots;
    }
}
