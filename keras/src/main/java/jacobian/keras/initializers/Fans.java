package jacobian.keras.initializers;

import jacobian.engine.shape.Shape;
import java.util.Arrays;
import java.util.List;

/// How many inputs each output of a weight has, and how many outputs each input: for `(*receptive field, in,
/// out)` the size of the field times `in` and `out`.
record Fans(double in, double out) {
    /// By the axes given, or by the shape where none are.
    static Fans of(Shape shape, List<Integer> inputAxes, List<Integer> outputAxes) {
        if (inputAxes.isEmpty() != outputAxes.isEmpty()) {
            throw new IllegalArgumentException(
                    "input_axes=" + inputAxes + ", output_axes=" + outputAxes + ": needs both or neither");
        }
        return inputAxes.isEmpty() ? of(shape) : new Fans(size(shape, inputAxes), size(shape, outputAxes));
    }

    private static double size(Shape shape, List<Integer> axes) {
        return axes.stream().mapToDouble(axis -> shape.size(axis)).reduce(1, (a, b) -> a * b);
    }

    static List<Integer> axes(int... axes) {
        return Arrays.stream(axes).boxed().toList();
    }

    static Fans of(Shape shape) {
        int rank = shape.rank();
        if (rank < 2) {
            double size = shape.size();
            return new Fans(size, size);
        }
        double field = shape.range(0, rank - 2).size();
        return new Fans(field * shape.size(-2), field * shape.size(-1));
    }
}
