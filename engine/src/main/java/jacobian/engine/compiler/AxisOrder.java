package jacobian.engine.compiler;

import jacobian.engine.graph.*;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// An order of axes, and what operations become that are done before the axes are brought into it: axis `i` of a
/// tensor is axis `axes[i]` of the turned one.
record AxisOrder(List<Integer> axes) {
    /// Whether `op` treats axes alike, but for attributes that name them: it can be done in any order of axes.
    static boolean follows(Op op) {
        return switch (op) {
            case Unary _, Binary _, Comparison _, Select _, Cast _, Concat _, Pad _, Slice _, Reverse _ -> true;
            default -> false;
        };
    }

    List<Integer> inverse() {
        return new Transpose(axes).inverse();
    }

    /// `op`, which [#follows], for turned inputs.
    Op turned(Op op) {
        return switch (op) {
            case Concat(int axis) -> new Concat(axes.get(axis));
            case Pad(var low, var high) -> new Pad(moved(low), moved(high));
            case Slice(var ranges) -> new Slice(moved(ranges));
            case Reverse(var reversed) ->
                new Reverse(reversed.stream().map(axes::get).toList());
            default -> op;
        };
    }

    /// One element an axis, where its axis is in the turned tensor.
    private <T> List<T> moved(List<T> elements) {
        return inverse().stream().map(elements::get).toList();
    }

    /// `broadcast` of `x`, turned. A vector is laid along its axis; more axes are turned before they are
    /// repeated.
    Node broadcast(Broadcast broadcast, Node x) {
        var shape = broadcast.shape().permute(inverse());
        int lead = broadcast.shape().rank() - x.rank();
        var along = broadcast.axes().stream().map(axes::get).sorted().toList();
        if (x.rank() == 0) {
            return Node.of(new Broadcast(shape, along), x);
        }
        var wide = Shape.of(Collections.nCopies(lead, Dim.fixed(1))).concat(x.shape());
        var kept = IntStream.range(0, wide.rank())
                .filter(axis -> !broadcast.axes().contains(axis))
                .boxed()
                .toList();
        if (kept.size() > 1) {
            var ones = lead == 0 ? x : Node.of(new Reshape(wide), x);
            return Node.of(new Broadcast(shape, along), Node.of(new Transpose(inverse()), ones));
        }
        return Node.of(new Broadcast(shape, along), Node.of(new Reshape(wide.permute(inverse())), x));
    }

    /// `size` of a tensor that `turned` stands for.
    Node counted(Size size, Node turned) {
        var along = size.axes().stream().map(axes::get).sorted().toList();
        return Node.of(new Size(along, size.dtype()), turned);
    }

    /// `reduce` of a tensor that `turned` stands for.
    Node reduced(Reduce reduce, Node turned) {
        var over = reduce.axes().stream().map(axes::get).toList();
        var reduced = Node.of(new Reduce(reduce.kind(), over), turned);
        var left = new ArrayList<>(axes);
        left.removeAll(over);
        var sorted = left.stream().sorted().toList();
        if (left.equals(sorted)) {
            return reduced;
        }
        return Node.of(new Transpose(left.stream().map(sorted::indexOf).toList()), reduced);
    }
}
