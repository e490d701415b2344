package jacobian.engine.compiler;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Computes before the last axis is split: `split(x) + bias -> split(x + bias)`. What comes out of a product of
/// matrices then meets its bias while it is in the cache, as in projections to several heads.
final class SinkSplits implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        if (!(node.op() instanceof Binary || node.op() instanceof Unary)) {
            return Optional.empty();
        }
        int axes = node.inputs().stream()
                .mapToInt(SinkSplits::split)
                .filter(count -> count > 1)
                .findFirst()
                .orElse(0);
        if (axes == 0) {
            return Optional.empty();
        }
        var model = node.inputs().stream()
                .filter(input -> split(input) == axes)
                .findFirst()
                .orElseThrow();
        var whole = model.input(0).shape();
        var inputs = new ArrayList<Node>();
        for (var input : node.inputs()) {
            var joined = joined(input, axes, whole);
            if (joined.isEmpty()) {
                return Optional.empty();
            }
            inputs.add(joined.get());
        }
        return Optional.of(Node.of(model.op(), Node.of(node.op(), inputs)));
    }

    /// How many last axes of `node` are one axis of what it reshapes; 0 where it is no such reshape.
    private static int split(Node node) {
        if (!(node.op() instanceof Reshape(var shape)) || node.input(0).rank() == 0) {
            return 0;
        }
        var last = node.input(0).shape().dim(-1);
        if (!last.isFixed()) {
            return 0;
        }
        long size = 1;
        for (int count = 1; count <= shape.rank(); count++) {
            var dim = shape.dim(-count);
            if (!dim.isFixed()) {
                return 0;
            }
            size *= dim.size();
            if (size >= last.size()) {
                return size == last.size() && size > 1 ? count : 0;
            }
        }
        return 0;
    }

    /// `input` in the shape before the split, if it was split alike, is the same all over, or has the split
    /// axes alone.
    private static Optional<Node> joined(Node input, int axes, Shape whole) {
        var constant = Constants.of(input);
        if (constant.isPresent()) {
            return Optional.of(Node.of(constant.get()).broadcastTo(whole));
        }
        if (split(input) == axes && DropIdentities.identical(input.input(0).shape(), whole)) {
            return Optional.of(input.input(0));
        }
        if (input.op() instanceof Broadcast(var shape, var repeated)
                && repeated.size() == shape.rank() - axes
                && repeated.stream().allMatch(axis -> axis < shape.rank() - axes)) {
            var flat = Node.of(new Reshape(Shape.of(List.of(whole.dim(-1)))), input.input(0));
            return Optional.of(flat.broadcastTo(whole));
        }
        return Optional.empty();
    }
}
