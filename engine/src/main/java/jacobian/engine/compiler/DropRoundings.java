package jacobian.engine.compiler;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Constant;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Transpose;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import java.util.Optional;

/// Rounding what is rounded already: `widen(narrow(relu(widen(x)))) -> relu(widen(x))`, and so for other
/// functions that give numbers of 16 bits for numbers of 16 bits.
final class DropRoundings implements Rule {
    /// How far a chain of such functions is followed.
    private static final int DEPTH = 8;

    @Override
    public Optional<Node> apply(Node node) {
        return node.op() instanceof Cast(var wide)
                        && wide == DType.FLOAT32
                        && node.input(0).op() instanceof Cast(var half)
                        && half.isHalf()
                        && isRounded(node.input(0).input(0), half, DEPTH)
                ? Optional.of(node.input(0).input(0))
                : Optional.empty();
    }

    /// Whether every element of `x`, float32, is a number of `half`.
    private static boolean isRounded(Node x, DType half, int depth) {
        if (depth == 0 || x.dtype() != DType.FLOAT32) {
            return false;
        }
        return switch (x.op()) {
            case Cast _ -> x.input(0).dtype() == half || x.input(0).dtype() == DType.BOOL;
            case Constant(double value, var _) -> HalfPrecision.round(half, value) == value;
            case Unary op ->
                (op == Unary.RELU || op == Unary.NEGATE || op == Unary.ABS) && isRounded(x.input(0), half, depth - 1);
            case Binary op ->
                (op == Binary.MAXIMUM || op == Binary.MINIMUM)
                        && isRounded(x.input(0), half, depth - 1)
                        && isRounded(x.input(1), half, depth - 1);
            case Reduce(var kind, var _) ->
                (kind == Reduce.Kind.MAX || kind == Reduce.Kind.MIN) && isRounded(x.input(0), half, depth - 1);
            case Broadcast _, Reshape _, Transpose _ -> isRounded(x.input(0), half, depth - 1);
            default -> false;
        };
    }
}
