package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import java.util.List;

/// How several tensors become one.
public final class Joining {
    private Joining() {}

    /// One after the other along `axis`, types promoted; all other axes agree.
    public static <T extends Operations<T>> T concatenate(List<T> xs, int axis) {
        var first = first("concatenate", xs);
        var type = type(xs);
        return first.apply(
                new Concat(first.shape().axis(axis)),
                xs.stream().map(x -> x.cast(type)).toList());
    }

    /// One beside the other along a new axis at position `axis` of the result, types promoted; all shapes agree.
    public static <T extends Operations<T>> T stack(List<T> xs, int axis) {
        var first = first("stack", xs);
        int at = first.shape().insert(0, Dim.fixed(1)).axis(axis);
        return concatenate(xs.stream().map(x -> x.expandDims(at)).toList(), at);
    }

    private static <T extends Operations<T>> DType type(List<T> xs) {
        return xs.stream().map(Operand::dtype).reduce(DType::promote).orElseThrow();
    }

    private static <T> T first(String what, List<T> xs) {
        if (xs.isEmpty()) {
            throw new ShapeException("cannot " + what + " no tensors: give at least one");
        }
        return xs.get(0);
    }
}
