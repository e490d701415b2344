package jacobian.engine.compiler;

import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Transpose;
import jacobian.engine.shape.DType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Two views in a row as one: `reshape(reshape(x)) -> reshape(x)`, and so for transpose, broadcast and
/// broadcast of a reshape of a scalar.
final class MergeViews implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        if (node.inputs().size() != 1) {
            return Optional.empty();
        }
        var inner = node.input(0);
        return switch (node.op()) {
            case Reshape(var shape)
            when inner.op() instanceof Reshape -> Optional.of(Node.of(new Reshape(shape), inner.input(0)));
            case Transpose(var outer)
            when inner.op() instanceof Transpose(var first) -> {
                List<Integer> both = outer.stream().map(first::get).toList();
                yield Optional.of(Node.of(new Transpose(both), inner.input(0)));
            }
            case Broadcast(var shape, var axes)
            when inner.op() instanceof Broadcast(var _, var innerAxes) ->
                Optional.of(Node.of(
                        new Broadcast(shape, union(axes, innerAxes, shape.rank() - inner.rank())), inner.input(0)));
            case Broadcast(var shape, var _)
            when inner.op() instanceof Reshape && inner.input(0).rank() == 0 ->
                Optional.of(inner.input(0).broadcastTo(shape));
            case Cast(var dtype)
            when inner.op() instanceof Cast(var middle)
                    && (keepsAll(inner.input(0).dtype(), middle) && !dtype.isHalf()
                            || returns(inner.input(0), middle, dtype)) ->
                Optional.of(Node.of(new Cast(dtype), inner.input(0)));
            default -> Optional.empty();
        };
    }

    private static List<Integer> union(List<Integer> axes, List<Integer> inner, int lead) {
        return Stream.concat(axes.stream(), inner.stream().map(axis -> axis + lead))
                .distinct()
                .sorted()
                .toList();
    }

    /// Whether `x` comes back from a wider type as it was. The other way, out of a wider type and back, it is
    /// rounded.
    private static boolean returns(Node x, DType middle, DType to) {
        return x.dtype() == to && to.isHalf() && (middle == DType.FLOAT32 || middle == DType.FLOAT64);
    }

    /// Whether `to` can hold every value of `from`.
    private static boolean keepsAll(DType from, DType to) {
        return from == DType.BOOL && to != DType.BOOL
                || from == DType.UINT8 && to != DType.BOOL
                || from == DType.INT32 && to == DType.INT64;
    }
}
