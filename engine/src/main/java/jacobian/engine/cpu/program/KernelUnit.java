package jacobian.engine.cpu.program;

import jacobian.engine.graph.Node;
import jacobian.engine.graph.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One operation with a kernel of its own, and the loop that is done on its result while that is in the cache.
final class KernelUnit extends Unit {
    final Node node;
    private final List<Use> reads;

    /// Bias, activation, residual, mask: works on blocks of the result as they are ready.
    @Nullable
    LoopUnit epilogue;

    KernelUnit(Node node, Roles roles) {
        this.node = node;
        // A size is known from the shape.
        this.reads = node.op() instanceof Size
                ? List.of()
                : node.inputs().stream().map(roles::use).toList();
    }

    /// The results of an operation that has several.
    final List<Node> picks = new ArrayList<>();

    @Override
    List<Node> members() {
        return node.types().size() == 1 ? List.of(node) : picks;
    }

    @Override
    List<Use> reads() {
        return reads;
    }
}
