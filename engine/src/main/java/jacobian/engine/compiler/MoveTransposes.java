package jacobian.engine.compiler;

import jacobian.engine.graph.*;
import java.util.Optional;

/// Transposes where they move fewer elements. A reduction, or a number of elements, takes the axes where they are:
/// `sum[0, 2](transpose[1, 2, 0](x)) -> sum[0, 1](x)`, what is left being brought into order afterwards; and what is
/// to be repeated is transposed before: `transpose(broadcast(x)) -> broadcast(transpose(x))`.
final class MoveTransposes implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        if (node.inputs().size() != 1) {
            return Optional.empty();
        }
        var input = node.input(0);
        if (node.op() instanceof Transpose transpose && input.op() instanceof Broadcast broadcast) {
            return Optional.of(new AxisOrder(transpose.inverse()).broadcast(broadcast, input.input(0)));
        }
        if (!(input.op() instanceof Transpose(var order))) {
            return Optional.empty();
        }
        return switch (node.op()) {
            case Reduce reduce -> Optional.of(new AxisOrder(order).reduced(reduce, input.input(0)));
            case Size size -> Optional.of(new AxisOrder(order).counted(size, input.input(0)));
            default -> Optional.empty();
        };
    }
}
