package jacobian.engine.compiler;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Constant;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Size;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import jacobian.engine.shape.Shape;
import java.util.List;
import java.util.Optional;

/// Arithmetic on constants, done now: `2 * 3 -> 6`. Only operations whose result is exact in the type, or
/// rounded as the program would.
final class FoldConstants implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        return switch (node.op()) {
            case Binary op when node.rank() == 0 && node.dtype().isFloating() -> fold(op, node);
            case Cast(var dtype)
            when node.rank() == 0
                    && node.input(0).op() instanceof Constant(var value, var from)
                    && from != DType.BOOL
                    && dtype.isFloating() -> Optional.of(number(from.isHalf() ? round(value, from) : value, dtype));
            case Size(var axes, var dtype) -> size(node.input(0).shape(), axes, dtype);
            default -> Optional.empty();
        };
    }

    private static Optional<Node> size(Shape shape, List<Integer> axes, DType dtype) {
        long size = 1;
        for (int axis : axes) {
            if (!shape.dim(axis).isFixed()) {
                return Optional.empty();
            }
            size *= shape.size(axis);
        }
        return Optional.of(number(size, dtype));
    }

    private static Optional<Node> fold(Binary op, Node node) {
        if (!(node.input(0).op() instanceof Constant(var a, var _))
                || !(node.input(1).op() instanceof Constant(var b, var _))) {
            return Optional.empty();
        }
        var type = node.dtype();
        return switch (op) {
            case ADD -> Optional.of(number(a + b, type));
            case SUBTRACT -> Optional.of(number(a - b, type));
            case MULTIPLY -> Optional.of(number(a * b, type));
            case DIVIDE -> Optional.of(number(a / b, type));
            default -> Optional.empty();
        };
    }

    /// Operands are exact in `type`, so one rounding of the double result is the rounding of the operation.
    private static Node number(double value, DType type) {
        return Node.of(new Constant(type.isFloating() ? round(value, type) : value, type));
    }

    private static double round(double value, DType type) {
        return HalfPrecision.round(type, value);
    }
}
