package jacobian.plots;

import jacobian.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Classes of examples, however they are told.
///
/// @param classes the class of each example, from 0
/// @param count how many classes there are
record Labels(int[] classes, int count) {
    /// From whole numbers `(n)` or `(n, 1)`, from rows of one-hot numbers or scores `(n, k)`, or from -1 and 1.
    static Labels of(Tensor y) {
        var shape = y.type().shape();
        int rows = shape.rank() == 0 ? 1 : shape.size(0);
        float[] values = y.floats();
        if (rows == 0) {
            throw new IllegalArgumentException("there are no labels: " + shape);
        }
        if (shape.rank() == 2 && shape.size(1) > 1) {
            return new Labels(largest(values, rows, shape.size(1)), shape.size(1));
        }
        if (values.length != rows) {
            throw new IllegalArgumentException("labels of shape " + shape
                    + ": needs one class for each example, (n), or a row of k scores, (n, k)");
        }
        return of(values);
    }

    private static Labels of(float[] values) {
        boolean signs = IntStream.range(0, values.length).allMatch(i -> Math.abs(values[i]) == 1)
                && IntStream.range(0, values.length).anyMatch(i -> values[i] == -1);
        var classes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if (signs) {
                classes[i] = values[i] > 0 ? 1 : 0;
            } else if (values[i] >= 0 && values[i] == Math.rint(values[i])) {
                classes[i] = (int) values[i];
            } else {
                throw new IllegalArgumentException("label " + i + " is " + values[i]
                        + ": needs classes, which are whole numbers from 0, or -1 and 1, or one-hot rows");
            }
        }
        return new Labels(classes, Math.max(2, 1 + Arrays.stream(classes).max().orElse(0)));
    }

    /// The classes that a model predicts: by rows of scores, or by one number, which is rounded to 0 or 1 where it is a
    /// probability.
    static int[] predicted(Tensor scores) {
        var shape = scores.type().shape();
        float[] values = scores.floats();
        boolean rows = shape.rank() == 2 && shape.size(1) > 1;
        boolean shares = IntStream.range(0, values.length).allMatch(i -> values[i] >= 0 && values[i] <= 1);
        if (rows || !shares) {
            return of(scores).classes();
        }
        return IntStream.range(0, values.length)
                .map(i -> values[i] > 0.5 ? 1 : 0)
                .toArray();
    }

    /// The place of the largest number of each row.
    static int[] largest(float[] values, int rows, int columns) {
        return IntStream.range(0, rows)
                .map(row -> IntStream.range(1, columns)
                        .reduce(0, (best, i) -> values[row * columns + i] > values[row * columns + best] ? i : best))
                .toArray();
    }

    /// `names`, or the numbers where there are none.
    static List<String> names(List<String> names, int count) {
        if (names.isEmpty()) {
            return IntStream.range(0, count).mapToObj(Integer::toString).toList();
        }
        if (names.size() < count) {
            throw new IllegalArgumentException(names.size() + " names for " + count + " classes: " + names);
        }
        return names;
    }
}
