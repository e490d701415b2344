package jacobian.keras.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Gradients, and gradients of gradients, against central differences in float64.
final class Differences {
    private static final double STEP = 1e-5;

    private Differences() {}

    /// Normal float64 numbers, the same for the same arguments.
    static Tensor normal(long seed, int... sizes) {
        var random = new Random(seed);
        int count = IntStream.of(sizes).reduce(1, (a, b) -> a * b);
        return Tensor.float64(random.doubles(count, -1, 1).toArray(), sizes);
    }

    /// Checks the gradient of the sum of `f` with weights at `x`, and that of a function of this gradient.
    static void check(UnaryOperator<Tensor> f, Tensor x) {
        UnaryOperator<Tensor> loss = weighted(f);
        compare(loss, x, 1e-7);
        compare(weighted(each -> Gradients.of(loss, each)), x, 1e-6);
    }

    /// Checks the gradient of the sum of `f` with weights at `x`.
    static void checkFirst(UnaryOperator<Tensor> f, Tensor x) {
        compare(weighted(f), x, 1e-7);
    }

    private static UnaryOperator<Tensor> weighted(Function<Tensor, Tensor> f) {
        return x -> {
            var y = f.apply(x);
            return y.multiply(normal(77, y.shape().sizes())).sum();
        };
    }

    private static void compare(UnaryOperator<Tensor> loss, Tensor x, double tolerance) {
        var gradient = Gradients.of(loss, x).doubles();
        var values = x.doubles();
        int[] sizes = x.shape().sizes();
        var differences = new double[values.length];
        double largest = 1;
        for (int i = 0; i < values.length; i++) {
            double high = moved(loss, values, sizes, i, STEP);
            double low = moved(loss, values, sizes, i, -STEP);
            differences[i] = (high - low) / (2 * STEP);
            largest = Math.max(largest, Math.abs(differences[i]));
        }
        for (int i = 0; i < values.length; i++) {
            assertThat(Math.abs(gradient[i] - differences[i]))
                    .as("gradient %d of %s: %s, differences give %s", i, Shape.of(sizes), gradient[i], differences[i])
                    .isLessThan(tolerance * largest);
        }
    }

    private static double moved(UnaryOperator<Tensor> loss, double[] values, int[] sizes, int index, double by) {
        var copy = values.clone();
        copy[index] += by;
        return loss.apply(Tensor.float64(copy, sizes)).item();
    }
}
