package jacobian.keras.tuners;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.tensorboard.ComparedMetric;
import jacobian.keras.tensorboard.Event;
import jacobian.keras.tensorboard.EventReader;
import jacobian.keras.tensorboard.Hyperparameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialLogsTest {
    private static final Dataset DATA = Toys.sums();

    @TempDir
    private Path folder;

    private static RandomSearch search() {
        return new RandomSearch(Toys::model, "val_loss").seed(7);
    }

    private static RandomSearch run(RandomSearch search) {
        return search.run(DATA, fit -> fit.epochs(2).validationSplit(0.25));
    }

    private static List<Event> all(Path run) {
        var events = new ArrayList<Event>();
        new EventReader(run).read(events::add);
        return events;
    }

    private static <E extends Event.Value> List<E> events(Path run, Class<E> type) {
        return all(run).stream()
                .map(Event::value)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void trials_are_runs_with_hyperparameters_in_the_logs() {
        var search = run(search().maxTrials(3).logs(folder));
        var config = events(folder, Event.Experiment.class);
        assertThat(config).hasSize(1);
        assertThat(config.getFirst().metrics()).first().isEqualTo(new ComparedMetric("validation", "epoch_loss"));
        assertThat(config.getFirst().hyperparameters())
                .containsExactly(Hyperparameter.between("units", 2, 8), Hyperparameter.between("rate", 1e-3, 1e-1));
        for (var trial : search.trials()) {
            var run = folder.resolve("trial-000" + trial.number());
            var values = events(run, Event.SessionStart.class).getFirst().hyperparameters();
            assertThat(values).containsOnlyKeys("units", "rate");
            assertThat(((Number) values.get("rate")).doubleValue())
                    .isEqualTo(trial.values().get("rate"));
            assertThat(events(run, Event.SessionEnd.class)).containsExactly(new Event.SessionEnd(Event.Status.SUCCESS));
            var losses = new ArrayList<Double>();
            all(run.resolve("validation")).stream()
                    .filter(event -> event.tag().equals("epoch_loss"))
                    .forEach(event -> losses.add(((Event.Scalar) event.value()).value()));
            assertThat(Collections.min(losses).floatValue()).isEqualTo((float) trial.score());
        }
    }

    @Test
    void a_failed_trial_is_a_failure_in_the_logs() {
        var search = new RandomSearch(
                        trial -> {
                            var model = new Sequential(new Input(3), new Dense(1));
                            model.compile(new SGD(trial.choice("rate", 1e-3, 1e30)), new MeanSquaredError());
                            return model;
                        },
                        "val_loss")
                .seed(1)
                .maxTrials(2)
                .logs(folder);
        run(search);
        for (var trial : search.trials()) {
            assertThat(events(folder.resolve("trial-000" + trial.number()), Event.SessionEnd.class))
                    .containsExactly(
                            new Event.SessionEnd(trial.isFailed() ? Event.Status.FAILURE : Event.Status.SUCCESS));
        }
        assertThat(search.trials()).anyMatch(TrialResult::isFailed);
    }

    @Test
    void logs_of_a_trial_that_begins_again_are_not_doubled() {
        run(search().maxTrials(1).logs(folder));
        run(search().maxTrials(1).logs(folder));
        assertThat(events(folder.resolve("trial-0000"), Event.SessionStart.class))
                .hasSize(1);
    }
}
