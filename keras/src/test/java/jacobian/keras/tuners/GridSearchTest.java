package jacobian.keras.tuners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridSearchTest {
    private static final Dataset DATA = Toys.sums();

    @TempDir
    private Path folder;

    private static Model model(double rate) {
        var model = new Sequential(new Input(3), new Dense(1));
        model.compile(new SGD(rate), new MeanSquaredError());
        return model;
    }

    private static GridSearch search() {
        return new GridSearch(
                        trial -> {
                            var kind = trial.choice("kind", "a", "b");
                            trial.when("kind", "a", () -> trial.integer("steps", 1, 3));
                            trial.when("kind", "b", () -> trial.bool("bias"));
                            return model(trial.real("rate", 0.01, 0.02, 0.01));
                        },
                        "val_loss")
                .seed(1);
    }

    private static GridSearch run(GridSearch search) {
        return search.run(DATA, fit -> fit.epochs(1).validationSplit(0.25));
    }

    private static List<String> values(GridSearch search) {
        return search.trials().stream()
                .map(each -> String.join(
                        " ",
                        each.values().values().stream().map(Object::toString).toList()))
                .toList();
    }

    @Test
    void all_combinations_are_tried_the_last_changing_fastest() {
        assertThat(values(run(search())))
                .containsExactly(
                        "a 1 0.01",
                        "a 1 0.02",
                        "a 2 0.01",
                        "a 2 0.02",
                        "a 3 0.01",
                        "a 3 0.02",
                        "b false 0.01",
                        "b false 0.02",
                        "b true 0.01",
                        "b true 0.02");
    }

    @Test
    void several_at_a_time_and_after_a_kill_they_are_the_same() {
        assertThat(run(search().parallel(3)).trials()).isEqualTo(run(search()).trials());
        var whole = run(search().maxTrials(7).directory(folder.resolve("whole")));
        Snapshots.resumeEverywhere(folder, whole, () -> search().maxTrials(7), GridSearchTest::run);
    }

    @Test
    void at_most_so_many_are_tried_as_are_asked_for() {
        assertThat(run(search().maxTrials(3)).trials()).hasSize(3);
    }

    @Test
    void ranges_without_steps_have_ten_values() {
        assertThat(GridSearch.values(new Domain.Real(0, 1)))
                .hasSize(10)
                .first()
                .satisfies(first -> assertThat((Double) first).isCloseTo(0.05, within(1e-12)));
        assertThat(GridSearch.values(new Domain.Whole(1, 1000).sampling(Sampling.LOG)))
                .hasSize(10);
        assertThat(GridSearch.values(new Domain.Whole(1, 15))).hasSize(15);
    }

    @Test
    void a_model_that_fails_is_passed_over() {
        var search = new GridSearch(
                        trial -> {
                            int units = trial.integer("units", 1, 4);
                            if (units == 2) {
                                throw new IllegalStateException("not two");
                            }
                            return model(trial.choice("rate", 0.01, 0.02));
                        },
                        "val_loss")
                .seed(1);
        run(search);
        assertThat(values(search)).containsExactly("1 0.01", "1 0.02", "2", "3 0.01", "3 0.02", "4 0.01", "4 0.02");
    }
}
