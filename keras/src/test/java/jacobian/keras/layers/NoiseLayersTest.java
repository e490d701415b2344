package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.random.SeedGenerator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// What random layers do in training, by their statistics: the random numbers are our own, not those of Keras.
class NoiseLayersTest {
    private static final Tensor ONES = Tensor.ones(Shape.of(200, 300));

    /// What [AlphaDropout] makes of a lost number under a rate of 0.4.
    private static final double LOST = lost(0.4);

    private static final List<LongFunction<Layer>> LAYERS = List.of(
            seed -> new Dropout(0.3).seed(seed),
            seed -> new GaussianNoise(0.3).seed(seed),
            seed -> new GaussianDropout(0.3).seed(seed),
            seed -> new AlphaDropout(0.3).seed(seed));

    private static double lost(double rate) {
        double limit = -1.6732632423543772 * 1.0507009873554805;
        return (1 - rate) * limit / Math.sqrt((1 - rate) * (1 + rate * limit * limit));
    }

    private record Moments(double mean, double deviation) {
        static Moments of(Tensor x) {
            var values = x.doubles();
            double mean = DoubleStream.of(values).average().orElseThrow();
            double square = DoubleStream.of(values)
                    .map(each -> (each - mean) * (each - mean))
                    .average()
                    .orElseThrow();
            return new Moments(mean, Math.sqrt(square));
        }
    }

    @Test
    void gaussian_noise_has_the_standard_deviation_asked_for() {
        var moments = Moments.of(new GaussianNoise(0.5).seed(1).apply(Mode.TRAINING, ONES));
        assertThat(moments.mean()).isCloseTo(1, within(0.01));
        assertThat(moments.deviation()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void gaussian_dropout_has_the_deviation_of_a_dropout_of_its_rate() {
        var moments = Moments.of(new GaussianDropout(0.2).seed(1).apply(Mode.TRAINING, ONES));
        assertThat(moments.mean()).isCloseTo(1, within(0.01));
        assertThat(moments.deviation()).isCloseTo(Math.sqrt(0.2 / 0.8), within(0.01));
    }

    @Test
    void alpha_dropout_keeps_mean_and_variance_of_normal_numbers() {
        var normal = new SeedGenerator(7).normal(Shape.of(200, 300));
        var dropped = new AlphaDropout(0.4).seed(1).apply(Mode.TRAINING, normal);
        var moments = Moments.of(dropped);
        assertThat(moments.mean()).isCloseTo(0, within(0.02));
        assertThat(moments.deviation()).isCloseTo(1, within(0.02));
        long lost = DoubleStream.of(dropped.doubles())
                .filter(each -> Math.abs(each - LOST) < 1e-6)
                .count();
        assertThat(lost / 60_000.0).isCloseTo(0.4, within(0.01));
    }

    @Test
    void spatial_dropout_decides_for_a_channel_as_a_whole() {
        checkChannels(new SpatialDropout1D(0.25).seed(2), 50, 3, 40);
        checkChannels(new SpatialDropout2D(0.25).seed(2), 50, 2, 3, 40);
        checkChannels(new SpatialDropout3D(0.25).seed(2), 50, 2, 1, 3, 40);
    }

    private static void checkChannels(Layer layer, int... sizes) {
        var y = layer.apply(Mode.TRAINING, Tensor.ones(Shape.of(sizes)));
        var cells = y.reshape(50, -1, 40);
        assertThat(cells.max(1).floats()).isEqualTo(cells.min(1).floats());
        double kept = 1 / 0.75;
        assertThat(DoubleStream.of(y.doubles())).allMatch(each -> each == 0 || Math.abs(each - kept) < 1e-6);
        assertThat(Moments.of(y).mean()).isCloseTo(1, within(0.06));
    }

    @Test
    void noise_shape_shares_decisions() {
        var y = new AlphaDropout(0.5).noiseShape(Shape.ANY, 1).seed(3).apply(Mode.TRAINING, ONES);
        assertThat(y.max(1).floats()).isEqualTo(y.min(1).floats());
    }

    @Test
    void equal_seeds_give_equal_numbers_and_calls_go_on() {
        for (var layer : LAYERS) {
            var first = layer.apply(5);
            var bits = first.apply(Mode.TRAINING, ONES).floats();
            assertThat(layer.apply(5).apply(Mode.TRAINING, ONES).floats()).isEqualTo(bits);
            assertThat(layer.apply(6).apply(Mode.TRAINING, ONES).floats()).isNotEqualTo(bits);
            assertThat(first.apply(Mode.TRAINING, ONES).floats()).isNotEqualTo(bits);
        }
    }

    @Test
    void inference_changes_nothing() {
        for (var layer : LAYERS) {
            assertThat(layer.apply(5).apply(ONES).floats()).isEqualTo(ONES.floats());
        }
    }

    @Test
    void states_of_random_numbers_are_no_weights() {
        var layer = new GaussianNoise(0.1).seed(1);
        layer.apply(ONES);
        assertThat(layer.weights()).isEmpty();
        assertThat(layer.variables()).hasSize(2);
    }

    @Test
    void refuses_rates_and_shapes_that_make_no_sense() {
        assertThatThrownBy(() -> new GaussianNoise(-0.1)).hasMessage("stddev=-0.1: needs a number from 0 to 1");
        assertThatThrownBy(() -> new AlphaDropout(1)).hasMessage("rate=1.0: needs a number of 0 or more, below 1");
        assertThatThrownBy(() -> new SpatialDropout1D(0.5).apply(Mode.TRAINING, ONES))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        SpatialDropout1D(rate=0.5) cannot take (200, 300)
                          needs  (batch, steps, channels)""");
    }
}
