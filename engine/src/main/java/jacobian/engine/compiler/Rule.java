package jacobian.engine.compiler;

import jacobian.engine.graph.Node;
import java.util.Optional;

/// A rewrite of one node whose inputs are rewritten already.
@FunctionalInterface
interface Rule {
    /// What stands for `node` from now on; empty where the rule does not apply.
    Optional<Node> apply(Node node);
}
