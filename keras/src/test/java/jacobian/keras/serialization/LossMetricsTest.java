package jacobian.keras.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.losses.BinaryCrossentropy;
import jacobian.keras.losses.CTC;
import jacobian.keras.losses.CosineSimilarity;
import jacobian.keras.losses.Dice;
import jacobian.keras.losses.Huber;
import jacobian.keras.losses.KLDivergence;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Losses;
import jacobian.keras.losses.Measure;
import jacobian.keras.metrics.MeanMetricWrapper;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Losses in the place of metrics.
class LossMetricsTest {
    private static Map<String, Object> written(Loss loss) {
        return Json.readObject(Json.write(Serialization.serialize(MeanMetricWrapper.of(loss))), Limits.standard());
    }

    @Test
    void every_loss_comes_back_as_the_metric_that_it_was() {
        var all = Stream.concat(Losses.names().stream().map(Losses::of), Stream.of(new CTC(), new Dice()));
        for (var loss : all.toList()) {
            var metric = MeanMetricWrapper.of(loss, "m");
            var text = Json.write(Serialization.serialize(metric));
            var read =
                    Serialization.deserialize(Measure.class, Json.readObject(text, Limits.standard()), Customs.none());
            assertThat(metric.sameConfig((MeanMetricWrapper) read)).as(text).isTrue();
            assertThat(read.name()).isEqualTo("m");
        }
    }

    @Test
    void a_metric_that_keras_has_as_a_class_is_written_as_one() {
        assertThat(written(new KLDivergence()))
                .containsEntry("module", "keras.metrics")
                .containsEntry("class_name", "KLDivergence");
        assertThat(written(new CosineSimilarity().axis(1))).containsEntry("class_name", "CosineSimilarity");
    }

    @Test
    void the_others_and_options_that_the_class_does_not_take_are_a_function() {
        assertThat(written(new Huber().delta(2)).toString())
                .contains("class_name=MeanMetricWrapper", "config=huber", "delta=2.0");
        assertThat(written(new BinaryCrossentropy().axis(1)).toString())
                .contains("class_name=MeanMetricWrapper", "config=binary_crossentropy", "axis=1");
    }

    @Test
    void a_function_of_ones_own_cannot_be_written() {
        var own = new MeanMetricWrapper("own", (y, p) -> y.subtract(p));
        assertThatThrownBy(() -> Serialization.serialize(List.of(own)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("make it a class that extends Metric");
    }
}
