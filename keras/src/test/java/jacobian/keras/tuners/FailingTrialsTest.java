package jacobian.keras.tuners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailingTrialsTest {
    private static final Dataset DATA = Toys.sums();

    @TempDir
    private Path folder;

    private static RandomSearch search(Function<Trial, Model> build) {
        return new RandomSearch(build, "val_loss").seed(7).maxTrials(8);
    }

    private static RandomSearch run(RandomSearch search) {
        return search.run(DATA, fit -> fit.epochs(2).validationSplit(0.25));
    }

    private static Function<Trial, Model> failing(Set<Integer> numbers) {
        return trial -> {
            var model = Toys.model(trial);
            if (numbers.contains(trial.number())) {
                throw new IllegalArgumentException(
                        "no model of " + trial.values().firstEntry().getKey());
            }
            return model;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_failed_trial_is_recorded_and_the_search_goes_on(int parallel) {
        var search = run(search(failing(Set.of(0, 3, 4))).parallel(parallel));
        assertThat(search.trials()).hasSize(8);
        assertThat(search.trials())
                .filteredOn(TrialResult::isFailed)
                .extracting(TrialResult::number)
                .containsExactly(0, 3, 4);
        assertThat(search.trials().get(3).reason()).isEqualTo("no model of units");
        assertThat(search.trials().get(3).values()).containsOnlyKeys("units", "rate");
        assertThat(search.ranked()).hasSize(5);
        assertThat(search.summary())
                .startsWith("RandomSearch by val_loss, smaller is better: 8 trials, 3 failed\n")
                .contains("failed: no model of units");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void many_failures_in_a_row_end_the_search(int parallel) {
        var search = search(failing(Set.of(1, 3, 4, 5))).parallel(parallel);
        assertThatThrownBy(() -> run(search))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 trials in a row failed, the last one by: no model of units")
                .cause()
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(search.trials()).extracting(TrialResult::number).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(search.best().trial().number()).isIn(0, 2);
    }

    @Test
    void trials_that_ended_the_search_are_tried_again_when_it_goes_on() {
        var broken = search(failing(Set.of(3, 4, 5))).directory(folder);
        assertThatThrownBy(() -> run(broken)).isInstanceOf(IllegalStateException.class);
        var mended = run(search(Toys::model).directory(folder));
        assertThat(mended.trials()).isEqualTo(run(search(Toys::model)).trials());
    }

    @Test
    void a_loss_that_is_no_number_is_a_failure() {
        var search = new RandomSearch(
                        trial -> {
                            var model = new Sequential(new Input(3), new Dense(1));
                            model.compile(new SGD(trial.choice("rate", 1e-3, 1e30)), new MeanSquaredError());
                            return model;
                        },
                        "val_loss")
                .seed(1)
                .maxTrials(2);
        search.run(DATA, fit -> fit.epochs(3).validationSplit(0.25));
        var failed = search.trials().stream().filter(TrialResult::isFailed).toList();
        assertThat(failed).hasSize(1);
        assertThat(failed.getFirst().values()).containsEntry("rate", 1e30);
        assertThat(failed.getFirst().reason()).contains("the loss became");
        assertThat(failed.getFirst().score()).isNaN();
    }

    @Test
    void an_objective_that_is_not_logged_is_refused_at_once() {
        assertThatThrownBy(() -> search(Toys::model).run(DATA, fit -> fit.epochs(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("val_loss is not logged without validation");
        assertThatThrownBy(() -> run(new RandomSearch(Toys::model, "val_accuracy").seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("val_accuracy is not logged")
                .hasMessageContaining("val_loss");
    }

    @Test
    void a_model_that_is_not_compiled_says_so() {
        assertThatThrownBy(() ->
                        run(search(trial -> new Sequential(new Input(3), new Dense(trial.integer("u", 1, 9))))))
                .hasMessageContaining("is not compiled");
    }

    @Test
    void a_folder_with_another_search_is_refused() {
        run(search(Toys::model).directory(folder));
        assertThatThrownBy(() -> run(search(Toys::model).directory(folder).seed(8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds a search whose seed is 7, and this one has 8");
        assertThatThrownBy(() -> new Hyperband(Toys::model, "val_loss", 4)
                        .directory(folder)
                        .run(DATA, fit -> fit.validationSplit(0.25)))
                .hasMessageContaining("whose search is RandomSearch, and this one has Hyperband");
        var anew = search(Toys::model).directory(folder).seed(8).overwrite(true);
        assertThat(run(anew).trials()).hasSize(8);
    }

    @Test
    void no_search_is_nothing_to_reload() {
        assertThatThrownBy(() -> search(Toys::model).directory(folder).reload())
                .hasMessageContaining("there is no search in");
        assertThatThrownBy(() -> search(Toys::model).best()).hasMessageContaining("no trial has come to a score yet");
    }
}
