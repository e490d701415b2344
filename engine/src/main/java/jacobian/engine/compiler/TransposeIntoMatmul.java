package jacobian.engine.compiler;

import jacobian.engine.graph.Matmul;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Transpose;
import java.util.Optional;

/// A product of transposed matrices reads them in place: `matmul(transpose(a), b) -> matmul[a transposed](a, b)`.
final class TransposeIntoMatmul implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        if (!(node.op() instanceof Matmul(boolean transposeA, boolean transposeB))) {
            return Optional.empty();
        }
        var a = node.input(0);
        var b = node.input(1);
        boolean swapA = swapsLast(a);
        boolean swapB = swapsLast(b);
        if (!swapA && !swapB) {
            return Optional.empty();
        }
        var op = new Matmul(transposeA ^ swapA, transposeB ^ swapB);
        return Optional.of(Node.of(op, swapA ? a.input(0) : a, swapB ? b.input(0) : b));
    }

    /// Whether `node` exchanges the last two axes and leaves the others.
    private static boolean swapsLast(Node node) {
        if (!(node.op() instanceof Transpose(var permutation))) {
            return false;
        }
        int rank = permutation.size();
        boolean swaps = rank >= 2 && permutation.get(rank - 1) == rank - 2 && permutation.get(rank - 2) == rank - 1;
        for (int i = 0; swaps && i < rank - 2; i++) {
            swaps = permutation.get(i) == i;
        }
        return swaps;
    }
}
