package jacobian.engine.tensor;

import jacobian.engine.graph.Einsum;
import jacobian.engine.graph.Joining;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The functions of [Tensor] that make one from several. Types are promoted.
abstract class JoinedTensors extends NewTensors {
    /// Which of two vectors runs along the rows of a grid.
    public enum Grid {
        /// The second, as x and y do in a plane.
        XY,
        /// The first, as the indices of a matrix do.
        IJ
    }

    /// `xs` one after the other along `axis`; all other axes agree.
    public static Tensor concatenate(List<Tensor> xs, int axis) {
        return Joining.concatenate(xs, axis);
    }

    /// `xs` one after the other along axis 0.
    public static Tensor concatenate(Tensor... xs) {
        return concatenate(List.of(xs), 0);
    }

    /// `xs` one beside the other along a new axis at position `axis` of the result; all shapes agree.
    public static Tensor stack(List<Tensor> xs, int axis) {
        return Joining.stack(xs, axis);
    }

    /// `xs` one beside the other along a new first axis.
    public static Tensor stack(Tensor... xs) {
        return stack(List.of(xs), 0);
    }

    /// `xs` one after the other along axis 1, vectors along axis 0.
    public static Tensor hstack(Tensor... xs) {
        var all = atLeast(1, xs);
        return concatenate(all, all.stream().allMatch(x -> x.rank() == 1) ? 0 : 1);
    }

    /// `xs` one after the other along axis 0, vectors as rows.
    public static Tensor vstack(Tensor... xs) {
        return concatenate(atLeast(2, xs), 0);
    }

    /// `xs` one after the other along axis 2; vectors and matrices get a last axis of size 1 before.
    public static Tensor dstack(Tensor... xs) {
        return concatenate(atLeast(3, xs), 2);
    }

    /// `xs` with axes of size 1 up to `rank`: in front of a vector where two are asked, behind where three are.
    private static List<Tensor> atLeast(int rank, Tensor... xs) {
        var all = new ArrayList<Tensor>();
        for (var x : xs) {
            var flat = x.rank() == 0 ? x.reshape(1) : x;
            flat = rank > 1 && flat.rank() == 1 ? flat.expandDims(0) : flat;
            all.add(rank > 2 && flat.rank() == 2 ? flat.expandDims(-1) : flat);
        }
        return all;
    }

    /// For each vector its values on the grid that all span, with the second vector along the rows.
    public static List<Tensor> meshgrid(Tensor... xs) {
        return meshgrid(Grid.XY, xs);
    }

    /// For each vector its values on the grid that all span.
    public static List<Tensor> meshgrid(Grid indexing, Tensor... xs) {
        int rank = xs.length;
        var shape = new ArrayList<Dim>();
        var wide = new ArrayList<Tensor>();
        for (int i = 0; i < rank; i++) {
            var vector = xs[i].ravel();
            int axis = indexing == Grid.XY && i < 2 && rank > 1 ? 1 - i : i;
            shape.add(vector.shape().dim(0));
            for (int j = 0; j < rank; j++) {
                vector = j == axis ? vector : vector.expandDims(j < axis ? 0 : -1);
            }
            wide.add(vector);
        }
        if (indexing == Grid.XY && rank > 1) {
            Collections.swap(shape, 0, 1);
        }
        var all = Shape.of(shape);
        return wide.stream().map(x -> x.broadcastTo(all)).toList();
    }

    /// For each element `x1` where the condition is true (not 0), `x2` where it is false; all broadcast.
    public static Tensor where(Tensor condition, Tensor x1, Tensor x2) {
        return condition.cast(DType.BOOL).select(x1, x2);
    }

    /// For each element the choice that belongs to the first true condition, `otherwise` where none is; all
    /// broadcast.
    public static Tensor select(List<Tensor> conditions, List<Tensor> choices, double otherwise) {
        if (conditions.size() != choices.size() || conditions.isEmpty()) {
            throw new ShapeException("cannot select by " + conditions.size() + " conditions from " + choices.size()
                    + " choices: needs as many, at least one");
        }
        var type = choices.stream().map(Tensor::dtype).reduce(DType::promote).orElseThrow();
        var result = Tensor.scalar(otherwise, type);
        for (int i = choices.size() - 1; i >= 0; i--) {
            result = where(conditions.get(i), choices.get(i), result);
        }
        return result;
    }

    /// Sums of products in Einstein's notation: `einsum("ij,jk->ik", a, b)` is the product of two matrices.
    ///
    /// Each letter stands for an axis; what has the same letter is multiplied, what the result has not is
    /// summed, what one operand has twice is its diagonal. `...` stands for any axes, which are broadcast.
    /// Without `->` the result has the letters that occur once, in alphabetical order.
    public static Tensor einsum(String subscripts, Tensor... operands) {
        return Einsum.of(subscripts, List.of(operands));
    }
}
