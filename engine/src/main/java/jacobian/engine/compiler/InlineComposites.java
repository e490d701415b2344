package jacobian.engine.compiler;

import jacobian.engine.graph.Composite;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Pick;
import java.util.Optional;

/// Puts the body of a composite in its place.
final class InlineComposites implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        if (node.op() instanceof Composite(var _, var body, var _)
                && node.types().size() == 1) {
            return Optional.of(body.inline(node.inputs()).get(0));
        }
        if (node.op() instanceof Pick(int index) && node.input(0).op() instanceof Composite(var _, var body, var _)) {
            return Optional.of(body.inline(node.input(0).inputs()).get(index));
        }
        return Optional.empty();
    }
}
