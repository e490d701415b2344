package jacobian.engine.compiler;

import jacobian.engine.graph.*;
import java.util.Optional;

/// Transposes where they move fewer elements: `transpose(broadcast(x)) -> broadcast(transpose(x))`.
final class MoveTransposes implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        return node.op() instanceof Transpose transpose && node.input(0).op() instanceof Broadcast broadcast
                ? Optional.of(new AxisOrder(transpose.inverse())
                        .broadcast(broadcast, node.input(0).input(0)))
                : Optional.empty();
    }
}
