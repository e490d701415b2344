package jacobian.keras.tuners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.Training;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BayesianOptimizationTest {
    private static final Dataset DATA = Toys.sums();

    @TempDir
    private Path folder;

    private static Model model(Trial trial) {
        trial.real("x", 0, 1);
        trial.real("y", 0, 1);
        var model = new Sequential(new Input(3), new Dense(1));
        model.compile(new SGD(0.01), new MeanSquaredError());
        return model;
    }

    /// A hill in place of what a training would have said.
    private static double height(Map<String, Object> values) {
        double x = (Double) values.get("x") - 0.7;
        double y = (Double) values.get("y") - 0.2;
        return Math.exp(-8 * (x * x + y * y));
    }

    private static <S extends Search<S>> S run(S search) {
        return search.run(
                DATA,
                (trial, fit) -> fit.epochs(1).stepsPerEpoch(1).callbacks(new Callback() {
                    @Override
                    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
                        logs.put("height", height(trial.values()));
                    }
                }));
    }

    private static BayesianOptimization search() {
        return new BayesianOptimization(BayesianOptimizationTest::model, Objective.max("height"))
                .seed(4)
                .maxTrials(20);
    }

    @Test
    void it_climbs_where_random_search_only_looks_around() {
        var found = run(search());
        assertThat(found.ranked().getFirst().score()).isGreaterThan(0.99);
        var random = run(new RandomSearch(BayesianOptimizationTest::model, Objective.max("height"))
                .seed(4)
                .maxTrials(20));
        assertThat(found.trials().subList(0, 6)).isEqualTo(random.trials().subList(0, 6));
        assertThat(found.ranked().getFirst().score())
                .isGreaterThan(random.ranked().getFirst().score());
    }

    @Test
    void several_at_a_time_and_after_a_kill_the_results_are_the_same() {
        var whole = run(search().batch(2).maxTrials(9).directory(folder.resolve("whole")));
        assertThat(whole.trials()).extracting(TrialResult::values).doesNotHaveDuplicates();
        assertThat(run(search().batch(2).maxTrials(9).parallel(2)).trials()).isEqualTo(whole.trials());
        Snapshots.resumeEverywhere(folder, whole, () -> search().batch(2).maxTrials(9), BayesianOptimizationTest::run);
    }

    @Test
    void conditions_and_choices_are_axes_too() {
        var search = new BayesianOptimization(
                        trial -> {
                            trial.choice("kind", "a", "b");
                            trial.when("kind", "a", () -> trial.integer("depth", 1, 9));
                            return model(trial);
                        },
                        Objective.max("height"))
                .seed(4)
                .numInitialPoints(4)
                .maxTrials(14);
        run(search);
        assertThat(search.trials())
                .hasSize(14)
                .allMatch(each -> each.values().containsKey("depth")
                        == each.values().get("kind").equals("a"));
    }

    @Test
    void the_process_passes_through_what_it_has_seen() {
        var points = new double[][] {{0.1, 0.9}, {0.5, 0.5}, {0.8, 0.3}};
        var process = new GaussianProcess(points, new double[] {1, 3, -2}, 1e-10);
        assertThat(process.mean(points[1])).isEqualTo(3, within(1e-6));
        assertThat(process.deviation(points[1])).isEqualTo(0, within(1e-3));
        assertThat(process.deviation(new double[] {0, 0})).isGreaterThan(process.deviation(new double[] {0.5, 0.45}));
        var more = process.with(new double[] {0, 0});
        assertThat(more.mean(new double[] {0, 0})).isEqualTo(process.mean(new double[] {0, 0}), within(1e-5));
        assertThat(more.deviation(new double[] {0, 0})).isEqualTo(0, within(1e-3));
    }

    /// By hand: of one point with value 0 nothing is known but the kernel.
    @Test
    void the_kernel_is_that_of_matern() {
        var process = new GaussianProcess(new double[][] {{0}}, new double[] {0}, 1e-12);
        double d = Math.sqrt(5) * 0.4;
        double kernel = (1 + d + d * d / 3) * Math.exp(-d);
        assertThat(process.deviation(new double[] {0.4})).isEqualTo(Math.sqrt(1 - kernel * kernel), within(1e-9));
    }
}
