package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.regularizers.L2;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Values are checked against Keras in NormalizationGoldenTest.
class NormalizationLayersTest {
    @Test
    void normalizations_of_examples_keep_the_contract() {
        LayerContract.of(() -> new LayerNormalization().gammaRegularizer(new L2(0.1)))
                .on(3, 4);
        LayerContract.of(() -> new LayerNormalization().axis(1, -1).scale(false))
                .on(2, 3, 4);
        LayerContract.of(() -> new GroupNormalization().groups(2)).on(2, 3, 4);
        LayerContract.of(() -> new GroupNormalization().groups(-1).axis(1).center(false))
                .on(2, 3, 4);
        LayerContract.of(() -> new RMSNormalization().axis(1, 2)).on(2, 3, 4);
        LayerContract.of(() -> new UnitNormalization()).on(3, 4);
    }

    @Test
    void gradient_of_zeros_is_a_number() {
        var zeros = new Variable("x", Tensor.zeros(Shape.of(2, 3)));
        var gradients = Gradients.of(() -> new UnitNormalization().apply(zeros).sum(), List.of(zeros));
        assertThat(gradients.gradient(0).floats()).doesNotContain(Float.NaN);
    }

    @Test
    void spectral_normalization_brings_the_largest_singular_value_to_1() {
        var layer = new SpectralNormalization(new Dense(2).useBias(false)).powerIterations(50);
        layer.apply(Tensor.ones(Shape.of(1, 2)));
        layer.setWeights(List.of(Tensor.of(new double[][] {{3, 0}, {0, 5}}), Tensor.of(new double[][] {{0.6, 0.8}})));
        var x = Tensor.of(new double[][] {{1, 0}, {0, 1}});
        var steep = layer.apply(Mode.TRAINING, x).floats();
        assertThat(steep[0]).isCloseTo(0.6f, org.assertj.core.data.Offset.offset(1e-5f));
        assertThat(steep[3]).isCloseTo(1f, org.assertj.core.data.Offset.offset(1e-5f));
        assertThat(layer.apply(x).floats()).containsExactly(3, 0, 0, 5);
    }

    @Test
    void spectral_normalization_leaves_a_kernel_of_zeros() {
        var layer = new SpectralNormalization(new Dense(2).useBias(false));
        var x = Tensor.ones(Shape.of(1, 2));
        layer.apply(x);
        var u = Tensor.of(new double[][] {{1, 0}});
        layer.setWeights(List.of(Tensor.zeros(Shape.of(2, 2)), u));
        assertThat(layer.apply(Mode.TRAINING, x).floats()).containsExactly(0, 0);
        assertThat(layer.nonTrainableWeights().get(0).floats()).containsExactly(1, 0);
    }

    @Test
    void refuses_what_it_cannot_normalize() {
        var x = Tensor.ones(Shape.of(2, 6));
        assertThatThrownBy(() -> new GroupNormalization().groups(4).name("g").apply(x))
                .isInstanceOf(ShapeException.class)
                .hasMessage("GroupNormalization(groups=4, name=\"g\") cannot take (2, 6)\n  needs  a multiple of 4"
                        + " channels along axis -1\n  mend   set groups to a divisor of 6");
        assertThatThrownBy(() -> new GroupNormalization().groups(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("groups=0: needs a whole number of 1 or more");
        var layer = new LayerNormalization().name("n");
        layer.apply(x);
        assertThatThrownBy(() -> layer.apply(Tensor.ones(Shape.of(2, 5))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("LayerNormalization(name=\"n\") cannot take (2, 5)\n  needs  (6,) along axis [-1],"
                        + " as at its first call");
        assertThatThrownBy(() -> new SpectralNormalization(new Flatten()).apply(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no weight of [kernel, embeddings]");
    }
}
