package jacobian.keras.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.losses.Loss.Reduction;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final Tensor TARGET = Tensor.of(new double[][] {{0, 1}, {1, 0}});
    private static final Tensor PREDICTION = Tensor.of(new double[][] {{0.5, 1}, {1, 1}});

    /// The pinball loss of the 0.9 quantile, as a user would write it.
    private static final class Pinball extends Loss {
        @Override
        public Tensor call(Tensor yTrue, Tensor yPred) {
            var error = yTrue.subtract(yPred);
            return error.multiply(0.9).maximum(error.multiply(-0.1)).mean(-1);
        }
    }

    @Test
    void a_class_of_ones_own_is_reduced_like_any_other() {
        assertThat(new Pinball().apply(TARGET, PREDICTION).item()).isCloseTo((0.05 + 0.1) / 4, within(1e-7));
        assertThat(new Pinball())
                .hasToString("Pinball()")
                .extracting(Loss::name)
                .isEqualTo("pinball");
    }

    @Test
    void a_lambda_is_a_loss() {
        var loss = Loss.of(
                "distance", (yTrue, yPred) -> yTrue.subtract(yPred).abs().sum(-1));
        assertThat(loss.apply(TARGET, PREDICTION).item()).isCloseTo(0.75, within(1e-7));
        assertThat(loss.apply(TARGET, PREDICTION, Tensor.of(2, 0)).item()).isCloseTo(0.5, within(1e-7));
        assertThat(loss.name()).isEqualTo("distance");
    }

    @Test
    void reductions_and_names_are_fluent_and_shown() {
        var loss = new MeanSquaredError().reduction(Reduction.SUM).name("squares");
        assertThat(loss).hasToString("MeanSquaredError(reduction=sum, name=\"squares\")");
        assertThat(loss.apply(TARGET, PREDICTION).item()).isCloseTo(0.125 + 0.5, within(1e-7));
        assertThat(loss.copy().sameConfig(loss)).isTrue();
        var each = new MeanSquaredError().reduction(Reduction.NONE);
        assertThat(each.apply(TARGET, PREDICTION).floats()).containsExactly(0.125f, 0.5f);
    }

    @Test
    void masked_samples_leave_sum_and_count() {
        var loss = new MeanSquaredError();
        var mask = Tensor.of(1, 0).cast(jacobian.engine.shape.DType.BOOL);
        assertThat(loss.apply(TARGET, PREDICTION, Weighting.NONE.masked(mask)).item())
                .isCloseTo(0.125, within(1e-7));
        var none = Tensor.of(0, 0).cast(jacobian.engine.shape.DType.BOOL);
        assertThat(loss.apply(TARGET, PREDICTION, Weighting.NONE.masked(none)).item())
                .isZero();
    }

    @Test
    void zero_logits_have_the_gradient_of_a_half() {
        var loss = new BinaryCrossentropy().fromLogits(true);
        var gradient = Gradients.of(x -> loss.apply(Tensor.of(new double[][] {{0}, {1}}), x), Tensor.of(new double[][] {
            {0}, {0}
        }));
        assertThat(gradient.floats()).containsExactly(0.25f, -0.25f);
    }

    @Test
    void logits_of_any_size_give_finite_losses_and_gradients() {
        var target = Tensor.of(new double[][] {{0, 1, 0}});
        var logits = Tensor.of(new double[][] {{1e4, -1e4, 0}});
        for (var loss :
                new Loss[] {new CategoricalCrossentropy().fromLogits(true), new BinaryCrossentropy().fromLogits(true)
                }) {
            assertThat(loss.apply(target, logits).item()).isFinite().isPositive();
            assertThat(Gradients.of(x -> loss.apply(target, x), logits).floats())
                    .doesNotContain(Float.NaN);
        }
    }

    @Test
    void ignored_classes_count_for_nothing() {
        var loss = new SparseCategoricalCrossentropy().ignoreClass(-1);
        var p = Tensor.of(new double[][] {{0.5, 0.5}, {0.1, 0.9}});
        assertThat(loss.apply(Tensor.of(0, -1), p).item()).isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void sparse_targets_may_keep_an_axis_and_classes_may_lie_on_any_axis() {
        var p = Tensor.of(new double[][] {{0.2, 0.8}, {0.6, 0.4}});
        var labels = Tensor.of(1, 0);
        var expected = new SparseCategoricalCrossentropy().apply(labels, p).item();
        assertThat(new SparseCategoricalCrossentropy()
                        .apply(labels.expandDims(-1), p)
                        .item())
                .isEqualTo(expected);
        var turned = new SparseCategoricalCrossentropy().axis(0);
        assertThat(turned.apply(labels, p.transpose()).item()).isEqualTo(expected);
    }

    @Test
    void keras_names_give_losses() {
        assertThat(Losses.of("mse")).isInstanceOf(MeanSquaredError.class);
        assertThat(Losses.of("BCE")).isInstanceOf(BinaryCrossentropy.class);
        assertThat(Losses.of("kl_divergence")).isInstanceOf(KLDivergence.class);
        assertThat(Losses.of("sparse_categorical_crossentropy").name()).isEqualTo("sparse_categorical_crossentropy");
        assertThat(new Huber().name()).isEqualTo("huber_loss");
        assertThat(Losses.crossentropy(Shape.of(8), Shape.of(8, 3))).isInstanceOf(SparseCategoricalCrossentropy.class);
        assertThat(Losses.crossentropy(Shape.of(8, 1), Shape.of(8, 1))).isInstanceOf(BinaryCrossentropy.class);
        assertThatThrownBy(() -> Losses.of("msee"))
                .hasMessageStartingWith("no loss is called \"msee\": closest are \"mse\"");
    }

    @Test
    void shapes_that_do_not_fit_are_refused_with_advice() {
        var three = Tensor.zeros(Shape.of(8, 3));
        refuses(new MeanSquaredError().name("error"), Tensor.zeros(Shape.of(8, 4)), three, """
                MeanSquaredError(name="error") cannot compare the target (8, 4) with the prediction (8, 3)
                  needs  one shape for both
                  axis 1 is 4 against 3
                  mend   give the last layer as many units as a target has values""");
        refuses(new CategoricalCrossentropy(), Tensor.zeros(Shape.of(8)), three, """
                CategoricalCrossentropy() cannot compare the target (8,) with the prediction (8, 3)
                  needs  one shape for both
                  target and prediction have 1 and 2 axes
                  mend   use SparseCategoricalCrossentropy where targets are class indices""");
        refuses(new SparseCategoricalCrossentropy(), three, three, """
                SparseCategoricalCrossentropy() cannot compare the target (8, 3) with the prediction (8, 3)
                  needs  one class index for each (8,) of the prediction
                  mend   use CategoricalCrossentropy where targets are one-hot""");
        assertThatThrownBy(() -> new Huber().delta(0)).hasMessage("delta=0.0: needs a number above 0");
        assertThatThrownBy(() -> new BinaryCrossentropy().labelSmoothing(2))
                .hasMessage("label_smoothing=2.0: needs a number from 0 to 1");
    }

    private static void refuses(Loss loss, Tensor yTrue, Tensor yPred, String message) {
        assertThatThrownBy(() -> loss.apply(yTrue, yPred)).hasMessage(message);
    }
}
