package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The matrix product of the last two axes, either operand transposed first if asked; the leading axes agree.
///
/// `(..., m, k) x (..., k, n) -> (..., m, n)`.
public record Matmul(boolean transposeA, boolean transposeB) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var a = inputs.get(0).type();
        var b = inputs.get(1).type();
        int rank = a.shape().rank();
        if (rank < 2
                || b.shape().rank() != rank
                || a.dtype() != b.dtype()
                || a.dtype().bytes() == 1) {
            throw new ShapeException("cannot multiply " + a + " by " + b
                    + ": needs two batches of matrices of one type, not bool or uint8");
        }
        var k = a.shape().dim(transposeA ? -2 : -1);
        if (!k.agrees(b.shape().dim(transposeB ? -1 : -2))) {
            throw new ShapeException("cannot multiply " + describe(a.shape(), transposeA) + " by "
                    + describe(b.shape(), transposeB) + ": inner sizes " + k + " and "
                    + b.shape().dim(transposeB ? -1 : -2)
                    + " differ");
        }
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < rank - 2; i++) {
            if (!a.shape().dim(i).agrees(b.shape().dim(i))) {
                throw new ShapeException("cannot multiply " + a + " by " + b + ": axis " + i + " differs");
            }
            dims.add(a.shape().dim(i).meet(b.shape().dim(i)));
        }
        dims.add(a.shape().dim(transposeA ? -1 : -2));
        dims.add(b.shape().dim(transposeB ? -2 : -1));
        return a.withShape(Shape.of(dims));
    }

    private static String describe(Shape shape, boolean transposed) {
        return shape + (transposed ? " transposed" : "");
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        var a = node.input(0);
        var b = node.input(1);
        if (input == 0) {
            return transposeA
                    ? Node.of(new Matmul(transposeB, true), b, upstream)
                    : Node.of(new Matmul(false, !transposeB), upstream, b);
        }
        return transposeB
                ? Node.of(new Matmul(true, transposeA), upstream, a)
                : Node.of(new Matmul(!transposeA, false), a, upstream);
    }
}
