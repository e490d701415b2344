package jacobian.keras.callbacks.doctor;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Range;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The sums that are taken of a step, gathered in one vector so that reading them is one copy.
final class Signs {
    /// Elements of an example that are looked at, more or less.
    private static final int SAMPLED = 1024;

    /// Elements of a matrix of weights that are looked at, more or less.
    private static final int LARGEST = 65_536;

    private final List<Tensor> parts = new ArrayList<>();
    private int size;

    /// Adds a scalar or vector of known length; its place in the vector.
    int add(Tensor part) {
        int at = size;
        var flat = part.cast(DType.FLOAT32).ravel();
        parts.add(flat);
        size += flat.shape().size(0);
        return at;
    }

    /// The mean square of all elements.
    static Tensor meanSquare(Tensor x) {
        return wide(x).square().mean();
    }

    /// The sum of squares of all elements; of a large matrix, that of every so many rows, times so many.
    static Tensor sumSquare(Tensor x) {
        return scaled(x, wide(rows(x)).square().sum());
    }

    /// The same of the difference of two matrices.
    static Tensor sumSquare(Tensor x, Tensor y) {
        return scaled(x, wide(rows(x)).subtract(wide(rows(y))).square().sum());
    }

    private static int step(Tensor x) {
        return x.rank() == 2 ? (int) Math.min(x.shape().size(0) / 16, x.shape().size() / LARGEST) : 1;
    }

    private static Tensor rows(Tensor x) {
        return step(x) < 2 ? x.ravel() : x.range(0, new Range(0, Range.END, step(x)));
    }

    private static Tensor scaled(Tensor x, Tensor sum) {
        int step = Math.max(1, step(x));
        int rows = x.rank() == 0 ? 1 : x.shape().size(0);
        return step == 1 ? sum : sum.multiply((double) rows / ((rows + step - 1) / step));
    }

    /// Where examples have many elements, every so many places along `axis`: enough to judge a layer by.
    static Tensor sample(Tensor x, int axis) {
        if (axis >= x.rank() || !x.shape().range(1, x.rank()).isFixed()) {
            return x;
        }
        long elements = x.shape().range(1, x.rank()).size();
        int step = (int) Math.min(x.shape().size(axis) / 2, elements / SAMPLED);
        return step < 2 ? x : x.range(axis, new Range(0, Range.END, step));
    }

    /// In 32 bits at least, as sums of 16 bits overflow.
    static Tensor wide(Tensor x) {
        var floating = x.floating();
        return floating.cast(floating.dtype().wide());
    }

    /// All axes of `x` but `kept`.
    static int[] others(Tensor x, int kept) {
        return java.util.stream.IntStream.range(0, x.rank())
                .filter(axis -> axis != kept)
                .toArray();
    }

    Tensor vector() {
        return Tensor.concatenate(parts, 0);
    }
}
