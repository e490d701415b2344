package jacobian.keras.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.keras.losses.Weighting;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoreMetricsTest {
    private static final Tensor TRUE = Tensor.of(new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 1, 0}});
    private static final Tensor SCORES =
            Tensor.of(new double[][] {{0.2, 0.7, 0.1}, {0.6, 0.3, 0.1}, {0.1, 0.5, 0.4}, {0.3, 0.4, 0.3}});

    private static List<Metric> metrics() {
        return List.of(
                new AUC().multiLabel(true).numThresholds(5),
                new AUC().curve(AUC.Curve.PR),
                new F1Score().average(FScore.Average.MACRO),
                new R2Score(),
                new OneHotMeanIoU(3),
                new PrecisionAtRecall(0.5).numThresholds(5));
    }

    @Test
    void a_traced_step_updates_them_for_batches_of_any_size() {
        var others = metrics();
        for (int i = 0; i < others.size(); i++) {
            var metric = metrics().get(i);
            var other = others.get(i);
            var step = Compiled.of(args -> {
                Updates.with(updates -> metric.add(updates, args.get(0), args.get(1), Weighting.NONE));
                return List.of(metric.result());
            });
            step.apply(TRUE, SCORES);
            step.apply(TRUE.range(0, 0, 3), SCORES.range(0, 0, 3));
            other.updateState(TRUE, SCORES);
            other.updateState(TRUE.range(0, 0, 3), SCORES.range(0, 0, 3));
            assertThat(metric.result().item())
                    .as(metric.toString())
                    .isCloseTo(other.result().item(), within(1e-6));
        }
    }

    @Test
    void names_that_need_an_argument_say_so() {
        assertThat(Metrics.of("auc")).isInstanceOf(AUC.class);
        assertThat(Metrics.of("f1_score")).isInstanceOf(F1Score.class);
        assertThat(Metrics.of("binary_io_u")).isInstanceOf(BinaryIoU.class);
        assertThatThrownBy(() -> Metrics.of("mean_io_u"))
                .hasMessage("\"mean_io_u\" needs an argument that a name does not give: write new MeanIoU(...)");
        assertThatThrownBy(() -> Metrics.of("PrecisionAtRecall")).hasMessageContaining("new PrecisionAtRecall(...)");
    }

    @Test
    void options_out_of_range_are_refused() {
        assertThatThrownBy(() -> new AUC().numThresholds(1)).hasMessageStartingWith("num_thresholds=1:");
        assertThatThrownBy(() -> new PrecisionAtRecall(1.5)).hasMessageStartingWith("recall=1.5:");
        assertThatThrownBy(() -> new IoU(3, 3)).hasMessage("target_class_ids=[3]: needs classes from 0 to 2");
        assertThatThrownBy(() -> new F1Score().threshold(0)).hasMessageStartingWith("threshold=0.0:");
        assertThatThrownBy(() -> new FBetaScore().beta(-1)).hasMessageStartingWith("beta=-1.0:");
        assertThatThrownBy(() -> new F1Score().updateState(Tensor.of(1.0), Tensor.of(0.5)))
                .hasMessageContaining("needs  (batch, classes) for both");
        assertThatThrownBy(() -> new R2Score().result()).hasMessageContaining("has no result yet");
    }

    @Test
    void what_has_no_batch_cannot_take_what_others_have() {
        var whole = new F1Score();
        whole.updateState(TRUE, SCORES);
        whole.merge(List.of(new F1Score()));
        assertThat(whole.variables()).hasSize(4);
        assertThatThrownBy(() -> new F1Score().merge(List.of(whole))).hasMessageContaining("has gathered nothing yet");
        var twice = new F1Score();
        twice.updateState(TRUE, SCORES);
        twice.merge(List.of(whole));
        assertThat(twice.variables().getFirst().floats()).containsExactly(2, 4, 0);
        assertThat(twice.result().floats()).containsExactly(whole.result().floats(), offset(1e-6f));
    }
}
