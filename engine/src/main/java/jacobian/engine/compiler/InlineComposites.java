package jacobian.engine.compiler;

import jacobian.engine.graph.Composite;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Pick;
import java.util.Optional;
import java.util.function.Predicate;

/// Puts the body of a composite in its place, unless the back end has a kernel for it.
record InlineComposites(Predicate<Node> known) implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        if (node.op() instanceof Composite(var _, var body, var _)
                && node.types().size() == 1
                && !known.test(node)) {
            return Optional.of(body.inline(node.inputs()).get(0));
        }
        if (node.op() instanceof Pick(int index)
                && node.input(0).op() instanceof Composite(var _, var body, var _)
                && !known.test(node.input(0))) {
            return Optional.of(body.inline(node.input(0).inputs()).get(index));
        }
        return Optional.empty();
    }
}
