package jacobian.engine.compiler;

import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Constant;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Transpose;
import java.util.Optional;

/// What is known of a node's value without running anything.
final class Constants {
    private Constants() {}

    /// The number that every element of `node` is, if it is a constant or a view of one.
    static Optional<Constant> of(Node node) {
        var at = node;
        while (at.op() instanceof Broadcast || at.op() instanceof Reshape || at.op() instanceof Transpose) {
            at = at.input(0);
        }
        return at.op() instanceof Constant constant ? Optional.of(constant) : Optional.empty();
    }

    /// Whether every element of `node` is `number`.
    static boolean is(Node node, double number) {
        return of(node).filter(constant -> constant.value() == number).isPresent();
    }
}
