package jacobian.engine.tensor;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The different elements (or slices along `axis`) of a tensor, smallest first. NaN are all different.
///
/// @param values the different elements
/// @param index where each occurs first (int32)
/// @param inverse for each element of the tensor its number among the different ones (int32)
/// @param counts how often each occurs (int32)
/// @param axis the axis of `values` along which they lie
public record Unique(Tensor values, Tensor index, Tensor inverse, Tensor counts, int axis) {
    /// Those among the rows of a matrix.
    static Unique of(Tensor rows) {
        int columns = rows.shape().size(1);
        var numbers = rows.doubles();
        var order = IntStream.range(0, rows.shape().size(0))
                .boxed()
                .sorted((a, b) -> Arrays.compare(
                        numbers, a * columns, (a + 1) * columns, numbers, b * columns, (b + 1) * columns))
                .toList();
        var index = new ArrayList<Integer>();
        var counts = new ArrayList<Integer>();
        var inverse = new int[order.size()];
        for (int i = 0; i < order.size(); i++) {
            int row = order.get(i);
            if (i == 0 || differ(numbers, row, order.get(i - 1), columns)) {
                index.add(row);
                counts.add(0);
            }
            int last = counts.size() - 1;
            counts.set(last, counts.get(last) + 1);
            inverse[row] = last;
        }
        var first = vector(index);
        return new Unique(rows.take(first, 0), first, Tensor.of(inverse), vector(counts), 0);
    }

    private static boolean differ(double[] numbers, int a, int b, int columns) {
        return IntStream.range(0, columns).anyMatch(i -> numbers[a * columns + i] != numbers[b * columns + i]);
    }

    private static Tensor vector(List<Integer> numbers) {
        return Tensor.of(numbers.stream().mapToInt(i -> i).toArray());
    }

    /// These as the different elements of a tensor of `shape`.
    Unique shaped(Shape shape, int axis, boolean flat) {
        return new Unique(flat ? values.ravel() : values, index, inverse.reshape(shape), counts, axis);
    }

    /// The first `size` of them; where there are fewer, `fill` follows, with the first one's index and count 0.
    public Unique size(int size, double fill) {
        return size(size, Tensor.scalar(fill, values.dtype()));
    }

    /// The first `size` of them; where there are fewer, the smallest is repeated, with its index and count 0.
    public Unique size(int size) {
        return size(size, values.range(axis, 0, 1));
    }

    private Unique size(int size, Tensor fill) {
        int there = Math.min(size, counts.shape().size(0));
        int missing = size - there;
        var shape = values.shape().with(axis, Dim.fixed(missing));
        var kept = values.range(axis, 0, there);
        var more = Tensor.of(new int[missing]);
        return new Unique(
                Tensor.concatenate(List.of(kept, fill.broadcastTo(shape)), axis),
                Tensor.concatenate(index.range(0, 0, there), more.add(index.at(0, 0))),
                inverse,
                Tensor.concatenate(counts.range(0, 0, there), more),
                axis);
    }
}
