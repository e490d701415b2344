package jacobian.keras.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.losses.CosineSimilarity;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.losses.Weighting;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final Tensor SCORES = Tensor.of(new double[][] {{0.9, 0.1}, {0.4, 0.6}, {0.8, 0.2}});

    /// The largest error so far, as a user would write it.
    private static final class Largest extends Metric {
        private final Variable largest = addVariable("largest");

        @Override
        protected void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
            updates.set(
                    largest,
                    largest.tensor().maximum(yPred.subtract(yTrue).abs().max()));
        }

        @Override
        public Tensor result() {
            return largest.tensor();
        }
    }

    @Test
    void a_class_of_ones_own_gathers_what_it_likes() {
        var metric = new Largest();
        metric.updateState(Tensor.of(1, 2), Tensor.of(1.5, 2));
        metric.updateState(Tensor.of(1, 2), Tensor.of(1.2, 2));
        assertThat(metric.result().item()).isEqualTo(0.5);
        assertThat(metric.name()).isEqualTo("largest");
        metric.resetState();
        assertThat(metric.result().item()).isZero();
    }

    @Test
    void a_lambda_and_a_loss_are_metrics() {
        var bias = Metric.of("bias", (yTrue, yPred) -> yPred.subtract(yTrue).mean(-1));
        bias.updateState(Tensor.of(new double[][] {{0}, {0}}), Tensor.of(new double[][] {{1}, {2}}));
        assertThat(bias.result().item()).isEqualTo(1.5);
        var squares = Metric.of(new MeanSquaredError().name("squares"), Shape.of(2), Shape.of(2));
        assertThat(squares.name()).isEqualTo("squares");
    }

    @Test
    void cosine_similarity_is_positive_as_a_metric() {
        var x = Tensor.of(new double[][] {{3, 4}});
        var metric = Metric.of(new CosineSimilarity(), x.shape(), x.shape());
        metric.updateState(x, x);
        assertThat(metric.result().item()).isCloseTo(1, within(1e-6));
        assertThat(new CosineSimilarity().apply(x, x).item()).isCloseTo(-1, within(1e-6));
    }

    @Test
    void accuracy_is_chosen_by_shapes() {
        assertThat(Metric.of(Metrics.of("accuracy"), Shape.of(8, 1), Shape.of(8, 1)))
                .isInstanceOf(BinaryAccuracy.class);
        assertThat(Metric.of(Metrics.of("acc"), Shape.of(8), Shape.of(8, 3)))
                .isInstanceOf(SparseCategoricalAccuracy.class);
        assertThat(Metric.of(AutomaticMetric.ACCURACY, Shape.of(8, 1), Shape.of(8, 3)))
                .isInstanceOf(SparseCategoricalAccuracy.class);
        var categorical = Metric.of(AutomaticMetric.ACC, Shape.of(8, 3), Shape.of(8, 3));
        assertThat(categorical)
                .isInstanceOf(CategoricalAccuracy.class)
                .extracting(Metric::name)
                .isEqualTo("acc");
    }

    @Test
    void keras_strings_name_metrics_in_logs() {
        assertThat(Metrics.of("mse").name()).isEqualTo("mse");
        assertThat(Metrics.of("binary_accuracy").name()).isEqualTo("binary_accuracy");
        assertThatThrownBy(() -> Metrics.of("acuracy"))
                .hasMessageStartingWith("no metric is called \"acuracy\": closest are \"accuracy\"");
    }

    @Test
    void half_a_probability_is_not_above_the_threshold() {
        var metric = new BinaryAccuracy();
        metric.updateState(Tensor.of(new double[][] {{0}, {1}}), Tensor.of(new double[][] {{0.5}, {0.5}}));
        assertThat(metric.result().item()).isEqualTo(0.5);
    }

    @Test
    void parts_gathered_apart_merge_into_one() {
        var whole = new SparseCategoricalAccuracy();
        whole.updateState(Tensor.of(0, 1, 1), SCORES);
        var first = new SparseCategoricalAccuracy();
        var second = new SparseCategoricalAccuracy();
        first.updateState(Tensor.of(0, 1), SCORES.range(0, 0, 2));
        second.updateState(Tensor.of(1), SCORES.range(0, 2, 3));
        first.merge(List.of(second));
        assertThat(first.result().item()).isEqualTo(whole.result().item());
        assertThatThrownBy(() -> first.merge(List.of(new BinaryAccuracy())))
                .hasMessage("SparseCategoricalAccuracy() cannot take what BinaryAccuracy() has gathered:"
                        + " both must be of one class and options");
    }

    @Test
    void a_traced_step_updates_metrics_for_batches_of_any_size() {
        var accuracy = new SparseCategoricalAccuracy();
        var loss = Metric.of(new SparseCategoricalCrossentropy(), Shape.of(3), Shape.of(3, 2));
        var precision = new Precision().thresholds(0.3, 0.5);
        var mean = new Mean("mean");
        var step = Compiled.of(args -> {
            Updates.with(updates -> {
                accuracy.add(updates, args.get(0), args.get(1), Weighting.of(args.get(2)));
                loss.add(updates, args.get(0), args.get(1), Weighting.NONE);
                precision.add(updates, args.get(0), args.get(1).at(-1, 1), Weighting.NONE);
                mean.update(updates, args.get(1), java.util.Optional.empty());
            });
            return List.of(accuracy.result());
        });
        step.apply(Tensor.of(0, 1, 1), SCORES, Tensor.of(1., 1, 1));
        long before = Programs.standard().compilations();
        step.apply(Tensor.of(0, 0), SCORES.range(0, 0, 2), Tensor.of(1., 3));
        assertThat(Programs.standard().compilations() - before).isLessThanOrEqualTo(1); // the slice of the scores
        assertThat(accuracy.result().item()).isCloseTo(3.0 / 7, within(1e-6));
        assertThat(mean.result().item()).isCloseTo(0.5, within(1e-6));
        assertThat(precision.result().floats()).containsExactly(1f / 2, 1f / 2);
        assertThat(loss.result().item()).isCloseTo(-Math.log(0.9 * 0.6 * 0.2 * 0.9 * 0.4) / 5, within(1e-6));
    }

    @Test
    void precision_and_recall_count_decisions() {
        var yTrue = Tensor.of(0, 1, 1, 1);
        var yPred = Tensor.of(1., 0, 1, 1);
        assertThat(result(new Precision(), yTrue, yPred)).isCloseTo(2.0 / 3, within(1e-6));
        assertThat(result(new Recall(), yTrue, yPred)).isCloseTo(2.0 / 3, within(1e-6));
        assertThat(result(new TruePositives(), yTrue, yPred)).isEqualTo(2);
        assertThat(result(new FalseNegatives(), yTrue, yPred)).isEqualTo(1);
        assertThat(result(new FalsePositives(), yTrue, yPred)).isEqualTo(1);
        assertThat(result(new TrueNegatives(), yTrue, yPred)).isZero();
        var weighed = new Precision();
        weighed.updateState(yTrue, yPred, Tensor.of(0., 0, 1, 0));
        assertThat(weighed.result().item()).isEqualTo(1);
    }

    @Test
    void precision_takes_top_k_and_one_class() {
        var yTrue = Tensor.of(new double[][] {{0, 1, 0}, {1, 0, 0}});
        var yPred = Tensor.of(new double[][] {{0.1, 0.5, 0.4}, {0.2, 0.7, 0.1}});
        assertThat(result(new Precision().topK(2), yTrue, yPred)).isEqualTo(0.5);
        assertThat(result(new Precision().classId(1).thresholds(0.45), yTrue, yPred))
                .isEqualTo(0.5);
    }

    private static double result(Metric metric, Tensor yTrue, Tensor yPred) {
        metric.updateState(yTrue, yPred);
        return metric.result().item();
    }

    @Test
    void options_are_shown_and_frozen_at_first_use() {
        var metric = new TopKCategoricalAccuracy().k(1).name("first");
        assertThat(metric).hasToString("TopKCategoricalAccuracy(k=1, name=\"first\")");
        metric.updateState(Tensor.of(new double[][] {{0, 1}}), Tensor.of(new double[][] {{0, 1}}));
        assertThatThrownBy(() -> metric.k(2)).hasMessageContaining("is built");
    }

    @Test
    void targets_of_another_form_are_refused_with_advice() {
        assertThatThrownBy(() -> new SparseCategoricalAccuracy().updateState(SCORES, SCORES))
                .hasMessage("""
                SparseCategoricalAccuracy() cannot compare the target (3, 2) with the prediction (3, 2)
                  needs  one class index for each sample
                  mend   use the metric without Sparse where targets are one-hot""");
        assertThatThrownBy(() -> new CategoricalAccuracy().updateState(Tensor.of(0, 1, 1), SCORES))
                .hasMessage("""
                CategoricalAccuracy() cannot compare the target (3,) with the prediction (3, 2)
                  needs  one-hot targets
                  mend   use the Sparse metric where targets are class indices""");
    }
}
