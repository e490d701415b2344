package jacobian.engine.compiler;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Bitcast;
import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Concat;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Pad;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Reverse;
import jacobian.engine.graph.Slice;
import jacobian.engine.graph.StopGradient;
import jacobian.engine.graph.Transpose;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import java.util.Optional;

/// Operations that give what they got: `x * 1 -> x`, `x + 0 -> x`, `cast(x) -> x` to its own type, `stop(x) ->
/// x`.
final class DropIdentities implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        return switch (node.op()) {
            case StopGradient _ -> Optional.of(node.input(0));
            case Cast(var dtype) when dtype == node.input(0).dtype() -> Optional.of(node.input(0));
            case Bitcast(var dtype) when dtype == node.input(0).dtype() -> Optional.of(node.input(0));
            case Reshape _, Broadcast _, Transpose _, Slice _, Pad _ when keeps(node) -> Optional.of(node.input(0));
            case Reverse(var axes) when axes.isEmpty() -> Optional.of(node.input(0));
            case Reduce(var _, var axes) when axes.isEmpty() -> Optional.of(node.input(0));
            case Concat _ when node.inputs().size() == 1 -> Optional.of(node.input(0));
            case Binary binary -> binary(binary, node);
            default -> Optional.empty();
        };
    }

    private static boolean keeps(Node node) {
        return switch (node.op()) {
            case Reshape(var shape) -> identical(shape, node.input(0).shape());
            case Broadcast(var _, var axes) -> axes.isEmpty();
            case Transpose(var permutation) ->
                permutation.equals(permutation.stream().sorted().toList());
            case Slice(var ranges) -> ranges.stream().allMatch(Range.ALL::equals);
            case Pad(var low, var high) ->
                low.stream().allMatch(n -> n == 0) && high.stream().allMatch(n -> n == 0);
            default -> false;
        };
    }

    /// Whether both shapes are the same at every binding: fixed sizes equal, symbols the same.
    static boolean identical(Shape a, Shape b) {
        boolean same = a.rank() == b.rank();
        for (int i = 0; same && i < a.rank(); i++) {
            var x = a.dim(i);
            var y = b.dim(i);
            same = x.symbol() == y.symbol() && (!x.isFixed() || x.size() == y.size());
        }
        return same;
    }

    private static Optional<Node> binary(Binary op, Node node) {
        var a = node.input(0);
        var b = node.input(1);
        return switch (op) {
            case ADD -> Constants.is(b, 0) ? Optional.of(a) : Constants.is(a, 0) ? Optional.of(b) : Optional.empty();
            case SUBTRACT -> Constants.is(b, 0) ? Optional.of(a) : Optional.empty();
            case MULTIPLY -> product(a, b);
            case DIVIDE, POWER -> Constants.is(b, 1) ? Optional.of(a) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Node> product(Node a, Node b) {
        if (Constants.is(b, 1)) {
            return Optional.of(a);
        }
        if (Constants.is(a, 1)) {
            return Optional.of(b);
        }
        return Constants.is(b, -1)
                ? Optional.of(Node.of(Unary.NEGATE, a))
                : Constants.is(a, -1) ? Optional.of(Node.of(Unary.NEGATE, b)) : Optional.empty();
    }
}
