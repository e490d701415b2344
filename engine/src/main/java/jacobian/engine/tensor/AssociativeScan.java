package jacobian.engine.tensor;

import jacobian.engine.shape.Range;
import jacobian.engine.shape.ShapeException;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Running results of an associative function by halving: neighbours joined, their running results found the same
/// way,
/// and the elements between filled in (Blelloch, "Prefix sums and their applications", 1990).
final class AssociativeScan {
    private final BinaryOperator<List<Tensor>> f;
    private final int axis;

    private AssociativeScan(BinaryOperator<List<Tensor>> f, int axis) {
        this.f = f;
        this.axis = axis;
    }

    static List<Tensor> of(BinaryOperator<List<Tensor>> f, List<Tensor> elems, boolean reverse, int axis) {
        if (elems.isEmpty()) {
            throw new ShapeException("associativeScan needs at least one tensor");
        }
        int along = elems.get(0).shape().axis(axis);
        int size = elems.get(0).shape().size(along);
        for (var each : elems) {
            if (size < 0 || each.shape().size(along) != size) {
                throw new ShapeException("associativeScan needs one known size along axis " + axis + ": it is "
                        + elems.get(0).type() + " and " + each.type());
            }
        }
        var scan = new AssociativeScan(f, along);
        UnaryOperator<List<Tensor>> turned =
                xs -> xs.stream().map(each -> reverse ? each.flip(along) : each).toList();
        return turned.apply(scan.run(turned.apply(elems), size));
    }

    private List<Tensor> run(List<Tensor> elems, int n) {
        if (n < 2) {
            return elems;
        }
        var joined = f.apply(every(elems, 0, n - 1), every(elems, 1, n));
        var odd = run(joined, n / 2);
        var before = n % 2 == 0 ? part(odd, 0, n / 2 - 1) : odd;
        var even = part(elems, 0, 1);
        if (n > 2) {
            even = concatenated(even, f.apply(before, every(elems, 2, n)));
        }
        return interleaved(even, odd, n);
    }

    /// Every second element.
    private List<Tensor> every(List<Tensor> xs, int from, int to) {
        return xs.stream().map(x -> x.range(axis, new Range(from, to, 2))).toList();
    }

    private List<Tensor> part(List<Tensor> xs, int from, int to) {
        return xs.stream().map(x -> x.range(axis, from, to)).toList();
    }

    private List<Tensor> concatenated(List<Tensor> a, List<Tensor> b) {
        return IntStream.range(0, a.size())
                .mapToObj(i -> Tensor.concatenate(List.of(a.get(i), b.get(i)), axis))
                .toList();
    }

    /// even[0], odd[0], even[1], ...
    private List<Tensor> interleaved(List<Tensor> even, List<Tensor> odd, int n) {
        var order = Tensor.of(IntStream.range(0, n)
                .map(i -> i % 2 == 0 ? i / 2 : (n + 1) / 2 + i / 2)
                .toArray());
        return concatenated(even, odd).stream().map(x -> x.take(order, axis)).toList();
    }
}
