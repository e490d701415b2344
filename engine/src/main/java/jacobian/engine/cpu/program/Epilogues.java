package jacobian.engine.cpu.program;

import jacobian.engine.graph.Node;
import jacobian.engine.graph.Reshape;
import java.util.List;
import java.util.function.Function;

/// Which loops can follow a product or convolution block by block.
final class Epilogues {
    private Epilogues() {}

    /// Whether the points of `loop` are the elements of the kernel's result in their order, which it reads at the
    /// point itself.
    static boolean fits(LoopUnit loop, KernelUnit kernel, Sizes sizes, Function<Node, List<Use>> uses) {
        var result = kernel.node.shape();
        int rank = loop.space.rank();
        if (rank == 0 || result.rank() == 0 || !sizes.same(loop.space.dim(-1), result.dim(-1))) {
            return false;
        }
        for (var node : loop.members()) {
            for (var use : uses.apply(node)) {
                if (use.root() == kernel.node && !inPlace(use, loop, sizes)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether the reader sees the result in its own order: as it is, or under another shape that the loop runs
    /// over.
    private static boolean inPlace(Use use, LoopUnit loop, Sizes sizes) {
        boolean reshaped = use.views().stream().allMatch(view -> view.op() instanceof Reshape);
        var seen = use.views().isEmpty()
                ? use.root().shape()
                : use.views().getLast().shape();
        return reshaped && sizes.same(seen, loop.space);
    }
}
