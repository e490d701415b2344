package jacobian.keras.callbacks;

import static jacobian.keras.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.metrics.Metrics;
import jacobian.keras.models.FitOptions;
import jacobian.keras.models.History;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.random.SeedGenerator;
import jacobian.keras.saving.RefusedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupAndRestoreTest {
    private static final int EXAMPLES = 50;

    @TempDir
    Path folder;

    /// Ends the run as a kill does: nothing of the run is called any more.
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// Kills the run after some batches, counted over all epochs.
    private static final class KillAfter extends Callback {
        private long left;

        KillAfter(long batches) {
            left = batches;
        }

        @Override
        public void onTrainBatchEnd(Training training, long batch, Logs logs) {
            if (left-- == 0) {
                throw new Killed();
            }
        }
    }

    /// A program that starts anew each time.
    private record Program(Supplier<Optimizer> optimizer, Consumer<FitOptions> options) {
        private record Result(History history, List<float[]> weights, float next) {}

        Result run(Callback... callbacks) {
            Seeds.setRandomSeed(7);
            var inputs = new SeedGenerator(1).normal(Shape.of(EXAMPLES, 4));
            var targets = inputs.sum(1).sin().expandDims(1);
            var model = model();
            model.compile(optimizer.get(), new MeanSquaredError(), Metrics.of("mae"));
            var history = model.fit(Dataset.of(inputs, targets), fit -> {
                fit.epochs(4).batchSize(8).validationSplit(0.2);
                options.accept(fit);
                var all = new ArrayList<>(List.of(callbacks));
                fit.callbacks(all.toArray(Callback[]::new));
            });
            var weights = new ArrayList<>(weights(model));
            model.optimizer()
                    .variables()
                    .forEach(each -> weights.add(each.tensor().floats()));
            return new Result(
                    history, weights, new SeedGenerator().uniform(Shape.of(1)).floats()[0]);
        }

        private static Sequential model() {
            return new Sequential(
                    new Input(4),
                    new Dense(8).activation(RELU),
                    new BatchNormalization(),
                    new Dropout(0.3),
                    new Dense(1));
        }

        private static List<float[]> weights(Model model) {
            return model.variables().stream().map(each -> each.floats()).toList();
        }
    }

    private static void checkSame(Program.Result actual, Program.Result expected) {
        assertThat(actual.history().history()).isEqualTo(expected.history().history());
        assertThat(actual.history().epochs()).isEqualTo(expected.history().epochs());
        assertThat(actual.history().samples()).isEqualTo(expected.history().samples());
        assertThat(actual.weights()).usingRecursiveComparison().isEqualTo(expected.weights());
        assertThat(actual.next()).isEqualTo(expected.next());
    }

    private Program.Result killed(Program program, long batches, Supplier<BackupAndRestore> backup, Callback... more) {
        var callbacks = new ArrayList<>(List.of(more));
        callbacks.add(0, backup.get());
        callbacks.add(new KillAfter(batches));
        assertThatThrownBy(() -> program.run(callbacks.toArray(Callback[]::new)))
                .isInstanceOf(Killed.class);
        callbacks.removeLast();
        return program.run(callbacks.toArray(Callback[]::new));
    }

    @Test
    void a_killed_run_goes_on_after_its_last_epoch_to_the_same_bits() {
        var program = new Program(() -> new Adam(0.01), _ -> {});
        var whole = program.run();

        for (int batches : new int[] {3, 5, 9, 18}) {
            checkSame(killed(program, batches, () -> new BackupAndRestore(folder)), whole);
        }
    }

    @Test
    void a_killed_run_goes_on_within_an_epoch_to_the_same_bits() {
        var program = new Program(() -> new Adam(0.01), _ -> {});
        var whole = program.run();

        for (int batches : new int[] {1, 2, 6, 11, 19}) {
            checkSame(killed(program, batches, () -> new BackupAndRestore(folder).saveFreq(1)), whole);
            checkSame(killed(program, batches, () -> new BackupAndRestore(folder).saveFreq(2)), whole);
        }
    }

    @Test
    void epochs_of_some_steps_go_on_where_they_were_in_the_data() {
        var program =
                new Program(() -> new Adam(0.01), fit -> fit.stepsPerEpoch(3).epochs(6));
        var whole = program.run();

        checkSame(killed(program, 7, () -> new BackupAndRestore(folder).saveFreq(2)), whole);
    }

    @Test
    void other_callbacks_go_on_with_what_they_have_found_out() {
        var program = new Program(() -> new Adam(0.02), fit -> fit.epochs(12));
        Supplier<Callback[]> others = () -> new Callback[] {
            new EarlyStopping().patience(3).restoreBestWeights(true),
            new ReduceLROnPlateau().patience(1).factor(0.5).minDelta(0.05)
        };
        var whole = program.run(others.get());

        for (int batches : new int[] {12, 27, 33}) {
            var backup = new BackupAndRestore(folder).saveFreq(3);
            var first = List.of(backup, others.get()[0], others.get()[1], new KillAfter(batches));
            assertThatThrownBy(() -> program.run(first.toArray(Callback[]::new)))
                    .isInstanceOf(Killed.class);
            var stopping = others.get();
            var result = program.run(new BackupAndRestore(folder).saveFreq(3), stopping[0], stopping[1]);
            checkSame(result, whole);
        }
    }

    @Test
    void the_backup_is_removed_in_the_end_unless_one_says_no() throws IOException {
        var program = new Program(() -> new Adam(), _ -> {});

        program.run(new BackupAndRestore(folder).doubleCheckpoint(true));
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        program.run(new BackupAndRestore(folder).doubleCheckpoint(true).deleteCheckpoint(false));
        try (var files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("latest.weights.h5", "latest.weights.h5.bkp", "training_metadata.json");
        }
        assertThat(folder.resolve("training_metadata.json")).hasContent("{\"epoch\": 4, \"batch\": 0}");
    }

    @Test
    void an_interrupted_run_keeps_its_backup_and_goes_on() {
        var program = new Program(() -> new Adam(0.01), _ -> {});
        var whole = program.run();

        var history = program.run(new BackupAndRestore(folder).saveFreq(1), new Callback() {
                    @Override
                    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
                        Thread.currentThread().interrupt();
                    }
                })
                .history();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(history.isInterrupted()).isTrue();
        assertThat(folder.resolve("latest.weights.h5")).exists();
        checkSame(program.run(new BackupAndRestore(folder).saveFreq(1)), whole);
    }

    @Test
    void a_broken_backup_is_refused_and_the_one_before_it_taken() throws IOException {
        var program = new Program(() -> new Adam(0.01), _ -> {});
        var whole = program.run();
        assertThatThrownBy(() ->
                        program.run(new BackupAndRestore(folder).saveFreq(2).doubleCheckpoint(true), new KillAfter(7)))
                .isInstanceOf(Killed.class);
        Files.write(folder.resolve("latest.weights.h5"), new byte[1000]);

        checkSame(program.run(new BackupAndRestore(folder).saveFreq(2).doubleCheckpoint(true)), whole);

        Files.write(folder.resolve("latest.weights.h5"), new byte[1000]);
        assertThatThrownBy(() -> program.run(new BackupAndRestore(folder)))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageStartingWith(folder.resolve("latest.weights.h5") + ": ");
    }

    @Test
    void a_backup_of_another_model_is_refused() {
        var adam = new Program(() -> new Adam(0.01), _ -> {});
        var plain = new Program(() -> new SGD(0.01).momentum(0.9), _ -> {});
        assertThatThrownBy(() -> plain.run(new BackupAndRestore(folder), new KillAfter(7)))
                .isInstanceOf(Killed.class);

        assertThatThrownBy(() -> adam.run(new BackupAndRestore(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the backup is of another model or another way to train it: it has ")
                .hasMessageEndingWith("; delete it, or give this run another folder");
    }

    @Test
    void weights_of_a_backup_load_as_any_others() {
        var program = new Program(() -> new Adam(0.01), _ -> {});
        program.run(new BackupAndRestore(folder).deleteCheckpoint(false));
        var model = Program.model();

        var result = model.loadWeights(folder.resolve("latest.weights.h5"));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
    }
}
