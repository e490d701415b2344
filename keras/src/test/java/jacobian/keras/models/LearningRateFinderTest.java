package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.callbacks.LearningRateFinder;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.optimizers.schedules.ExponentialDecay;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LearningRateFinderTest {
    private static final int ROWS = 256;

    private static Dataset data() {
        var random = new Random(3);
        var x = new float[ROWS * 4];
        var y = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < 4; j++) {
                x[4 * i + j] = (float) random.nextGaussian();
                y[i] += (j - 1) * x[4 * i + j];
            }
        }
        return Dataset.of(Tensor.of(x, ROWS, 4), Tensor.of(y, ROWS, 1));
    }

    private static Model model(Optimizer optimizer) {
        var model = new Sequential(
                new Input(4),
                new Dense(16).activation(Activations.RELU),
                new BatchNormalization(),
                new Dropout(0.2),
                new Dense(1));
        model.compile(optimizer, new MeanSquaredError());
        return model;
    }

    /// All that training changes, as bits.
    private static List<String> state(Model model) {
        return Stream.concat(
                        model.variables().stream().map(each -> each.tensor()),
                        model.optimizer().isBuilt()
                                ? model.optimizer().variables().stream().map(each -> each.tensor())
                                : Stream.empty())
                .map(LearningRateFinderTest::bits)
                .toList();
    }

    private static String bits(Tensor tensor) {
        var text = new StringBuilder();
        for (double each : tensor.doubles()) {
            text.append(Double.doubleToRawLongBits(each)).append(' ');
        }
        return text.toString();
    }

    @Test
    void rates_grow_by_one_factor_from_start_to_end() {
        var finder = model(new Adam(1e-3))
                .findLearningRate(data(), it -> it.end(1e-2).steps(51));
        var rates = finder.learningRates();
        assertThat(rates).hasSize(51);
        assertThat(rates.getFirst()).isEqualTo(1e-7);
        assertThat(rates.getLast()).isEqualTo(1e-2, within(1e-12));
        for (int i = 1; i < rates.size(); i++) {
            assertThat(rates.get(i) / rates.get(i - 1)).isEqualTo(Math.pow(1e5, 1 / 50.0), within(1e-9));
        }
    }

    @Test
    void losses_are_smoothed_without_the_bias_of_the_beginning() {
        var finder = model(new Adam(1e-3))
                .findLearningRate(data(), it -> it.end(1e-2).steps(20).smoothing(0.9));
        double average = 0;
        for (int i = 0; i < finder.losses().size(); i++) {
            average = 0.9 * average + 0.1 * finder.losses().get(i);
            assertThat(finder.smoothedLosses().get(i)).isEqualTo(average / (1 - Math.pow(0.9, i + 1)), within(1e-9));
        }
        assertThat(finder.smoothedLosses().getFirst()).isEqualTo(finder.losses().getFirst(), within(1e-9));
    }

    @Test
    void the_test_ends_when_the_loss_explodes() {
        var finder = model(new SGD(0.01)).findLearningRate(data(), it -> it.end(1e4));
        assertThat(finder.learningRates().size()).isBetween(20, 99);
        double least =
                finder.smoothedLosses().stream().mapToDouble(each -> each).min().orElseThrow();
        assertThat(finder.smoothedLosses().getLast() > 4 * least
                        || finder.smoothedLosses().getLast().isNaN())
                .isTrue();
    }

    @Test
    void weights_optimizer_and_random_states_are_as_before_bit_for_bit() {
        Seeds.setRandomSeed(11);
        var model = model(new Adam(1e-3));
        model.fit(data(), fit -> fit.epochs(2));
        var before = state(model);
        var seeds = Seeds.state();
        model.findLearningRate(data());
        assertThat(state(model)).isEqualTo(before);
        assertThat(Seeds.state()).isEqualTo(seeds);
        assertThat(model.optimizer().learningRate()).isEqualTo((float) 1e-3);
    }

    @Test
    void training_after_the_test_is_training_without_it() {
        var weights = new ArrayList<List<String>>();
        for (boolean tests : List.of(false, true)) {
            Seeds.setRandomSeed(11);
            var model = model(new Adam(1e-3));
            if (tests) {
                model.findLearningRate(data(), it -> it.end(1e3));
            }
            model.fit(data(), fit -> fit.epochs(3));
            weights.add(state(model));
        }
        assertThat(weights.get(1)).isEqualTo(weights.get(0));
    }

    @Test
    void in_fit_it_ends_the_run_and_brings_everything_back() {
        Seeds.setRandomSeed(11);
        var model = model(new Adam(1e-3));
        model.fit(data(), fit -> fit.epochs(1));
        var before = state(model);
        var finder = new LearningRateFinder().steps(30).end(1);
        var history = model.fit(data(), fit -> fit.epochs(100).callbacks(finder));
        assertThat(history.epochs().size()).isLessThan(6);
        assertThat(finder.losses()).hasSizeLessThanOrEqualTo(30);
        assertThat(state(model)).isEqualTo(before);
    }

    @Test
    void a_loss_that_is_no_number_ends_the_test_and_nothing_else() {
        var model = model(new SGD(0.01));
        var finder = model.findLearningRate(
                data(), it -> it.start(1).end(1e30).steps(40).smoothing(0));
        assertThat(finder.learningRates().size()).isLessThan(40);
        model.fit(data(), fit -> fit.epochs(1));
    }

    @Test
    void suggestions_are_rates_with_which_training_works() {
        Seeds.setRandomSeed(11);
        var model = model(new SGD(0.01));
        var suggestion = model.findLearningRate(data(), it -> it.steps(200)).suggestion();
        for (double rate : List.of(suggestion.valley(), suggestion.steepest())) {
            assertThat(rate).isBetween(1e-4, 1.0);
            Seeds.setRandomSeed(12);
            var trained = model(new SGD(rate));
            var history = trained.fit(data(), fit -> fit.epochs(20));
            assertThat(history.last("loss"))
                    .isLessThan(0.8 * history.get("loss").getFirst());
        }
        assertThat(suggestion.toString()).contains("valley").contains("steepest descent");
    }

    @Test
    void what_cannot_be_tested_is_refused() {
        assertThatThrownBy(() -> new LearningRateFinder().suggestion())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run it");
        assertThatThrownBy(() -> new LearningRateFinder().steps(3)).hasMessageContaining("needs at least 10");
        assertThatThrownBy(() -> model(new SGD(0.1))
                        .findLearningRate(data(), it -> it.start(1).end(0.1)))
                .hasMessageContaining("needs start below end");
        assertThatThrownBy(
                        () -> model(new SGD(new ExponentialDecay(0.1, 10, 0.9))).findLearningRate(data()))
                .hasMessageContaining("only a constant learning rate can be set");
    }
}
