package jacobian.keras.callbacks.doctor;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The sums that are taken of a step, gathered in one vector so that reading them is one copy.
final class Signs {
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

    /// The sum of squares of all elements.
    static Tensor sumSquare(Tensor x) {
        return wide(x).square().sum();
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
