package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Dataset;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    private static final Tensor X = Tensor.of(new double[][] {{0, 7}, {2, 9}, {4, 1}, {1, 3}, {8, 5}});

    @Test
    void batches_teach_what_the_whole_teaches() {
        var whole = new Normalization();
        whole.adapt(X);
        var batched = new Normalization();
        batched.adapt(Dataset.of(X).batch(2));
        for (int i = 0; i < 2; i++) {
            var expected = whole.getWeights().get(i).doubles();
            var actual = batched.getWeights().get(i).doubles();
            for (int j = 0; j < 2; j++) {
                assertThat(actual[j]).isCloseTo(expected[j], within(1e-5));
            }
        }
    }

    @Test
    void adapted_data_has_mean_zero_and_variance_one() {
        var layer = new Normalization();
        layer.adapt(X);
        var y = layer.apply(X);
        assertThat(y.mean(0).doubles()).containsExactly(new double[] {0, 0}, within(1e-6));
        assertThat(y.var(0).doubles()).containsExactly(new double[] {1, 1}, within(1e-6));
        var back = new Normalization().invert(true);
        back.adapt(X);
        assertThat(back.apply(y).doubles()).containsExactly(X.doubles(), within(1e-5));
    }

    @Test
    void statistics_come_from_the_user_or_from_data() {
        assertThatThrownBy(() -> new Normalization().mean(1).variance(1).adapt(X))
                .hasMessage("Normalization(mean=[1.0], variance=[1.0]) was given its mean: it has "
                        + "nothing to learn from data");
        assertThatThrownBy(() -> new Normalization().mean(1).apply(X))
                .hasMessageContaining("set both, or none and call adapt");
    }
}
