package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Seeds;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// What holds for every layer: `LayerContract.of(() -> new Dense(3)).on(2, 4)`.
public final class LayerContract {
    private static final double STEP = 1e-4;

    private final Supplier<? extends FluentLayer<?>> layers;
    private boolean indices;

    private LayerContract(Supplier<? extends FluentLayer<?>> layers) {
        this.layers = layers;
    }

    public static LayerContract of(Supplier<? extends FluentLayer<?>> layers) {
        return new LayerContract(layers);
    }

    /// The input is small whole numbers; there is no gradient by it.
    public LayerContract ofIndices() {
        indices = true;
        return this;
    }

    /// Checks everything for inputs of the given sizes, the batch first.
    public void on(int... sizes) {
        shape_is_what_was_promised(sizes);
        gradients_match_finite_differences(sizes);
        same_seed_gives_the_same_bits(sizes);
        settings_are_frozen_and_copied(sizes);
        weights_can_be_read_and_written(sizes);
    }

    private Tensor input(DType dtype, int... sizes) {
        var random = new Random(5);
        int count = IntStream.of(sizes).reduce(1, (a, b) -> a * b);
        if (indices) {
            return Tensor.of(IntStream.range(0, count)
                            .map(_ -> random.nextInt(4))
                            .toArray())
                    .reshape(sizes);
        }
        var values = IntStream.range(0, count)
                .mapToDouble(_ -> random.nextGaussian())
                .toArray();
        return Tensor.float64(values, sizes).cast(dtype);
    }

    private void shape_is_what_was_promised(int... sizes) {
        var layer = layers.get();
        var x = input(DType.FLOAT32, sizes);
        var symbol = new Input(IntStream.of(sizes).skip(1).toArray()).dtype(x.dtype());
        var promised = layer.apply(symbol).type();
        var real = layer.apply(x).buffer().type();
        assertThat(real.dtype()).isEqualTo(promised.dtype());
        assertThat(promised.shape().size(0)).isEqualTo(Shape.ANY);
        assertThat(real.shape()).isEqualTo(promised.shape().with(0, real.shape().dim(0)));
    }

    private void gradients_match_finite_differences(int... sizes) {
        var layer = layers.get().dtype(DType.FLOAT64);
        var input = input(DType.FLOAT64, sizes);
        layer.apply(input);
        var x = new Variable("x", input);
        var variables = new java.util.ArrayList<>(layer.trainableWeights());
        if (!indices) {
            variables.add(x);
        }
        if (variables.isEmpty()) {
            return;
        }
        Supplier<Tensor> loss = () -> {
            var y = layer.apply(indices ? input : x);
            return y.multiply(Tensor.arange(y.shape().size(-1))
                            .cast(DType.FLOAT64)
                            .add(0.5))
                    .square()
                    .sum();
        };
        var gradients = Gradients.of(loss, variables);
        for (int i = 0; i < variables.size(); i++) {
            var exact = gradients.gradient(i).doubles();
            var variable = variables.get(i);
            for (int at = 0; at < Math.min(exact.length, 6); at++) {
                assertThat(exact[at])
                        .as("gradient of %s at %d", variable.name(), at)
                        .isCloseTo(difference(loss, variable, at), within(1e-5 * (1 + Math.abs(exact[at]))));
            }
        }
    }

    private static double difference(Supplier<Tensor> loss, Variable variable, int at) {
        var values = variable.doubles();
        var sizes = variable.shape().sizes();
        double high = lossWith(loss, variable, values, at, STEP, sizes);
        double low = lossWith(loss, variable, values, at, -STEP, sizes);
        variable.assign(Tensor.float64(values, sizes));
        return (high - low) / (2 * STEP);
    }

    private static double lossWith(
            Supplier<Tensor> loss, Variable variable, double[] values, int at, double by, int... sizes) {
        var moved = values.clone();
        moved[at] += by;
        variable.assign(Tensor.float64(moved, sizes));
        return loss.get().item();
    }

    private void same_seed_gives_the_same_bits(int... sizes) {
        var x = input(DType.FLOAT32, sizes);
        assertThat(trainedOnce(x)).isEqualTo(trainedOnce(x));
    }

    private float[] trainedOnce(Tensor x) {
        Seeds.setRandomSeed(3);
        return layers.get().apply(Mode.TRAINING, x).floats();
    }

    private void settings_are_frozen_and_copied(int... sizes) {
        var layer = layers.get();
        assertThat(layer.copy().sameConfig(layer)).isTrue();
        layer.apply(input(DType.FLOAT32, sizes));
        assertThatThrownBy(() -> layer.dtype(DType.FLOAT64))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(layer + " is built: set dtype before its first call, or start from copy()");
        var copy = layer.copy();
        assertThat(copy.weights()).isEmpty();
        assertThat(copy.sameConfig(layer)).isTrue();
        assertThat(copy).hasToString(layer.toString());
    }

    private void weights_can_be_read_and_written(int... sizes) {
        var layer = layers.get();
        var x = input(DType.FLOAT32, sizes);
        layer.apply(x);
        var other = layers.get();
        other.apply(x);
        other.setWeights(layer.getWeights());
        assertThat(other.apply(x).floats()).isEqualTo(layer.apply(x).floats());
        var tooMany = new java.util.ArrayList<>(layer.getWeights());
        tooMany.add(Tensor.scalar(1));
        assertThatThrownBy(() -> layer.setWeights(tooMany)).isInstanceOf(IllegalArgumentException.class);
        assertThat(layer.countParams())
                .isEqualTo(List.copyOf(layer.weights()).stream()
                        .mapToLong(weight -> weight.shape().size())
                        .sum());
    }
}
