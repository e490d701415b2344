package jacobian.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.callbacks.LearningRateFinder;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.optimizers.schedules.ExponentialDecay;
import jacobian.keras.random.SeedGenerator;
import jacobian.plots.drawing.Chart;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinePlotsTest {
    private static Chart chart(Plot plot) {
        return (Chart) plot.drawing();
    }

    @Test
    void a_function_has_its_derivative_beside_it() {
        var lines = chart(Plots.function(Activations.TANH, -2, 2)).series();
        assertThat(lines).hasSize(2);
        double[] xs = lines.getFirst().xs();
        for (int i = 0; i < xs.length; i += 50) {
            double tanh = Math.tanh(xs[i]);
            assertThat(lines.get(0).ys()[i]).isCloseTo(tanh, within(1e-5));
            assertThat(lines.get(1).ys()[i]).isCloseTo(1 - tanh * tanh, within(1e-5));
        }
        assertThat(Xml.texts(Plots.function(Activations.TANH))).contains("tanh", "derivative of tanh", "f(x)");
    }

    @Test
    void a_derivative_that_jumps_has_a_gap() {
        double[] slopes =
                chart(Plots.function(Activations.RELU)).series().get(1).ys();
        assertThat(DoubleStream.of(slopes).filter(Double::isNaN).count()).isEqualTo(1);
        assertThat(LinePlots.broken(new double[] {0, 0, 1, 1})).containsExactly(0, 0, Double.NaN, 1);
    }

    @Test
    void a_schedule_has_the_rate_of_each_step() {
        var line = chart(Plots.schedule(new ExponentialDecay(0.1, 10, 0.5), 101))
                .series()
                .getFirst();
        assertThat(line.xs()).hasSize(101).endsWith(100);
        assertThat(line.ys()[0]).isCloseTo(0.1, within(1e-6));
        assertThat(line.ys()[10]).isCloseTo(0.05, within(1e-6));
        assertThat(line.ys()[100]).isCloseTo(0.1 * Math.pow(0.5, 10), within(1e-6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.schedules(Map.of(), 10))
                .withMessage("no schedule to draw");
    }

    @Test
    void the_rate_at_which_the_loss_falls_fastest_is_marked() {
        double[] rates = IntStream.range(0, 50)
                .mapToDouble(i -> 1e-5 * Math.pow(10, i / 10.0))
                .toArray();
        double[] losses = DoubleStream.of(rates)
                .map(rate -> 2 - 1 / (1 + Math.exp(-4 * (Math.log10(rate) + 3))) + rate * rate * rate)
                .toArray();
        losses[49] = Double.NaN;
        int steepest = LinePlots.steepest(rates, losses);
        assertThat(rates[steepest]).isCloseTo(1e-3, within(3e-4));
        var plot = Plots.learningRates(
                DoubleStream.of(rates).boxed().toList(),
                DoubleStream.of(losses).boxed().toList());
        assertThat(Xml.texts(plot))
                .contains("learning rate", "loss")
                .anyMatch(text -> text.startsWith("falls fastest"));
        assertThat(LinePlots.steepest(new double[] {1, 2}, new double[] {1, 2})).isEqualTo(-1);
    }

    @Test
    void a_range_test_shows_what_it_suggests() {
        Seeds.setRandomSeed(3);
        var x = new SeedGenerator(2).normal(Shape.of(64, 3));
        var model = new Sequential(new Input(3), new Dense(1));
        model.compile(new SGD(0.1), new MeanSquaredError());
        var finder =
                model.findLearningRate(Dataset.of(x, x.sum(-1).expandDims(-1)).batch(16));
        var plot = Plots.learningRates(finder);
        assertThat(chart(plot).series().get(1).ys())
                .hasSize(finder.learningRates().size())
                .endsWith(finder.smoothedLosses().getLast());
        assertThat(Xml.texts(plot))
                .contains("valley " + Numbers.text(finder.suggestion().valley()))
                .contains("falls fastest " + Numbers.text(finder.suggestion().steepest()));
        assertThatIllegalArgumentException().isThrownBy(() -> Plots.learningRates(new LearningRateFinder()));
    }

    @Test
    void rates_have_to_be_above_zero_and_as_many_as_losses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.learningRates(List.of(1, 0), List.of(1, 2)))
                .withMessageContaining("a learning rate of 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.learningRates(List.of(1), List.of(1, 2)))
                .withMessageContaining("1 learning rates and 2 losses");
    }

    @Test
    void areas_are_those_of_scikit_learn() {
        // The examples of roc_auc_score and average_precision_score.
        var curve = ThresholdCurve.of(new boolean[] {false, false, true, true}, new double[] {0.1, 0.4, 0.35, 0.8});
        assertThat(curve.area()).isCloseTo(0.75, within(1e-12));
        assertThat(curve.averagePrecision()).isCloseTo(0.8333333, within(1e-6));
        assertThat(curve.recall()).containsExactly(0, 0.5, 0.5, 1, 1);
        assertThat(curve.falseAlarms()).containsExactly(0, 0, 0.5, 0.5, 1);
    }

    @Test
    void equal_scores_are_one_threshold() {
        var curve = ThresholdCurve.of(new boolean[] {true, false, true, false}, new double[] {1, 1, 1, 1});
        assertThat(curve.area()).isEqualTo(0.5);
        assertThat(curve.found()).containsExactly(0, 2);
    }

    @Test
    void each_of_several_classes_has_a_curve() {
        var labels = Tensor.of(0, 1, 2, 1);
        var scores = Tensor.of(new double[][] {{0.8, 0.1, 0.1}, {0.2, 0.5, 0.3}, {0.1, 0.1, 0.8}, {0.4, 0.3, 0.3}});
        assertThat(Xml.texts(Plots.rocCurve(labels, scores)))
                .contains("class 0, area 1.000", "class 1, area 1.000", "class 2, area 1.000");
        assertThat(Xml.texts(Plots.precisionRecall(Tensor.of(0, 1), Tensor.of(new double[][] {{0.2}, {0.7}}))))
                .contains("average precision 1.000", "by chance");
    }

    @Test
    void one_class_has_no_curve() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.rocCurve(Tensor.of(1, 1), Tensor.of(0.2, 0.3)))
                .withMessageContaining("all 2 examples are of one class");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.rocCurve(Tensor.of(0, 1), Tensor.of(0.2, Double.NaN)))
                .withMessageContaining("score 1 is NaN");
    }
}
