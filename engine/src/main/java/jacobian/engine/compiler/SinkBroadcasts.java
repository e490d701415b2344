package jacobian.engine.compiler;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Unary;
import java.util.ArrayList;
import java.util.Optional;

/// Computes before it repeats: `exp(broadcast(x)) -> broadcast(exp(x))`, and so for two operands repeated alike
/// or one of them constant.
final class SinkBroadcasts implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        boolean elementwise = node.op() instanceof Unary
                || node.op() instanceof Binary
                || node.op() instanceof Comparison
                || node.op() instanceof Cast;
        if (!elementwise) {
            return Optional.empty();
        }
        Optional<Node> repeated = node.inputs().stream()
                .filter(input ->
                        input.op() instanceof Broadcast && Constants.of(input).isEmpty())
                .findFirst();
        if (repeated.isEmpty()) {
            return constant(node);
        }
        var model = repeated.get();
        var inputs = new ArrayList<Node>();
        for (var input : node.inputs()) {
            var constant = Constants.of(input);
            if (constant.isPresent()) {
                inputs.add(Node.of(constant.get()).broadcastTo(model.input(0).shape()));
            } else if (input.op().equals(model.op())
                    && DropIdentities.identical(
                            input.input(0).shape(), model.input(0).shape())) {
                inputs.add(input.input(0));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(Node.of(model.op(), Node.of(node.op(), inputs)));
    }

    /// All operands are constants: one scalar operation, repeated.
    private static Optional<Node> constant(Node node) {
        if (node.rank() == 0) {
            return Optional.empty();
        }
        var inputs = new ArrayList<Node>();
        for (var input : node.inputs()) {
            var constant = Constants.of(input);
            if (constant.isEmpty()) {
                return Optional.empty();
            }
            inputs.add(Node.of(constant.get()));
        }
        return Optional.of(Node.of(node.op(), inputs).broadcastTo(node.shape()));
    }
}
