package jacobian.engine.cpu.program;

import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Transpose;
import jacobian.engine.shape.Shape;
import java.util.List;
import java.util.Optional;

/// Follows the axes of a loop's space through views: where each axis of what a reader sees lies in the space.
final class AxisMap {
    private final Sizes sizes;

    AxisMap(Sizes sizes) {
        this.sizes = sizes;
    }

    /// Axes of the space behind each axis of the last of `views`, -1 for repeated ones and those of size 1; empty
    /// where a view is more than
    /// a change of axes.
    Optional<int[]> follow(int[] axes, Node root, List<Node> views) {
        var at = axes;
        var shape = root.shape();
        for (var view : views) {
            var next = step(at, shape, view);
            if (next.isEmpty()) {
                return next;
            }
            at = next.get();
            shape = view.shape();
        }
        return Optional.of(at);
    }

    private Optional<int[]> step(int[] axes, Shape from, Node view) {
        return switch (view.op()) {
            case Reshape(var shape) -> reshape(axes, from, shape);
            case Broadcast(var shape, var repeated) -> {
                var to = new int[shape.rank()];
                int lead = shape.rank() - from.rank();
                for (int i = 0; i < to.length; i++) {
                    to[i] = repeated.contains(i) ? -1 : axes[i - lead];
                }
                yield Optional.of(to);
            }
            case Transpose(var permutation) ->
                Optional.of(permutation.stream().mapToInt(axis -> axes[axis]).toArray());
            default -> Optional.empty();
        };
    }

    private Optional<int[]> reshape(int[] axes, Shape from, Shape to) {
        var result = new int[to.rank()];
        int next = 0;
        for (int i = 0; i < result.length; i++) {
            if (sizes.isOne(to.dim(i))) {
                result[i] = -1;
                continue;
            }
            while (next < from.rank() && sizes.isOne(from.dim(next))) {
                next++;
            }
            if (next == from.rank() || !sizes.same(from.dim(next), to.dim(i))) {
                return Optional.empty();
            }
            result[i] = axes[next++];
        }
        while (next < from.rank() && sizes.isOne(from.dim(next))) {
            next++;
        }
        return next == from.rank() ? Optional.of(result) : Optional.empty();
    }

    /// Whether `axes`, seen by a reader of one value a point of `unit`, are those of the space itself, row axes
    /// repeated or not.
    boolean isFull(int[] axes, LoopUnit unit) {
        boolean full = axes.length == unit.space.rank();
        for (int i = 0; full && i < axes.length; i++) {
            full = axes[i] == i || sizes.isOne(unit.space.dim(i)) || (axes[i] == -1 && unit.isRow(i));
        }
        return full;
    }

    /// Whether a reader whose own axes lie at `own` sees the same points through `axes`.
    boolean agrees(int[] axes, int[] own, LoopUnit unit) {
        boolean agrees = axes.length == own.length;
        for (int i = 0; agrees && i < axes.length; i++) {
            agrees = axes[i] == own[i]
                    || (axes[i] < 0 || sizes.isOne(unit.space.dim(axes[i])))
                            && (own[i] < 0 || sizes.isOne(unit.space.dim(own[i])));
        }
        return agrees;
    }

    /// Where the axes of a value with one element a row lie, if `shape` is that of the rows of `unit`.
    Optional<int[]> rowAxes(Shape shape, LoopUnit unit) {
        var own = new int[shape.rank()];
        int next = 0;
        for (int i = 0; i < own.length; i++) {
            if (sizes.isOne(shape.dim(i))) {
                own[i] = -1;
                continue;
            }
            while (next < unit.space.rank() && (unit.isRow(next) || sizes.isOne(unit.space.dim(next)))) {
                next++;
            }
            if (next == unit.space.rank() || !sizes.same(unit.space.dim(next), shape.dim(i))) {
                return Optional.empty();
            }
            own[i] = next++;
        }
        while (next < unit.space.rank() && (unit.isRow(next) || sizes.isOne(unit.space.dim(next)))) {
            next++;
        }
        return next == unit.space.rank() ? Optional.of(own) : Optional.empty();
    }
}
