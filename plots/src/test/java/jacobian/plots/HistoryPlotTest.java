package jacobian.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryPlotTest {
    @Test
    void a_training_shows_its_loss_of_both_kinds() {
        var model = new Sequential(new Input(1), new Dense(1));
        model.compile(new SGD(0.1), new MeanSquaredError());
        var x = Tensor.of(new double[][] {{1}, {2}, {3}});
        var plot = Plots.history(model.fit(x, x, fit -> fit.epochs(3).verbose(0).validation(x, x)));
        assertThat(Xml.texts(plot)).contains("Training", "training", "validation", "epoch", "loss");
    }

    @Test
    void each_metric_has_its_axes() {
        var plot = Plots.history(new TreeMap<>(Map.of(
                "loss", List.of(2, 1), "accuracy", List.of(0.5, 0.6), "mae", List.of(1, 2), "val_mae", List.of(2, 3))));
        assertThat(Xml.texts(plot)).contains("loss", "accuracy", "mae").doesNotContain("val_mae");
    }

    @Test
    void validation_of_every_second_epoch_stands_at_its_epochs() {
        var epochs = IntStream.range(0, 6).boxed().toList();
        assertThat(HistoryPlot.places(epochs, 6)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(HistoryPlot.places(epochs, 3)).containsExactly(2, 4, 6);
        assertThat(HistoryPlot.places(List.of(10, 11), 2)).containsExactly(11, 12);
    }

    @Test
    void where_loss_is_no_number_the_plot_says_since_when() {
        var plot = Plots.history(Map.of("loss", List.of(2.0, 1.0, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY)));
        assertThat(plot.subtitle()).isEqualTo("loss is no finite number from epoch 3 on");
        assertThat(plot.svg()).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(Plots.history(Map.of("loss", List.of(Double.NaN, Double.NaN)))
                        .svg())
                .doesNotContain("NaN");
    }

    @Test
    void the_lowest_validation_loss_is_told() {
        var plot = Plots.history(Map.of("loss", List.of(3, 2, 1), "val_loss", List.of(3.5, 2.5, 2.75)));
        assertThat(plot.subtitle()).isEqualTo("lowest validation loss 2.500 in epoch 2");
    }

    @Test
    void one_epoch_is_a_point() {
        var plot = Plots.history(Map.of("loss", List.of(0.25)));
        assertThat(Xml.elements(plot, "path")).isNotEmpty();
        assertThat(plot.png()).isNotEmpty();
    }

    @Test
    void a_model_that_was_not_trained_has_nothing_to_show() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.history(Map.of()))
                .withMessage("the history is empty: it has a line for each epoch that has ended");
    }

    @Test
    void loss_over_several_powers_of_ten_stands_on_a_logarithmic_axis() {
        assertThat(Xml.texts(Plots.history(Map.of("loss", List.of(100.0, 1.0, 0.01)))))
                .contains("0.01", "100");
    }
}
