package jacobian.cli;

import jacobian.keras.callbacks.BackupAndRestore;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.EarlyStopping;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.ProgressBar;
import jacobian.keras.callbacks.TensorBoard;
import jacobian.keras.callbacks.Training;
import jacobian.keras.callbacks.doctor.Finding;
import jacobian.keras.callbacks.doctor.GradientDoctor;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What goes on beside a training: progress, backups, logs, the end when it is asked for.
final class TrainCallbacks implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss");
    private static final Path LOGS = Path.of("logs");

    private final TrainOptions options;
    private final Console console;
    private final Interruption interruption;
    private final List<Callback> callbacks = new ArrayList<>();
    private final Optional<GradientDoctor> doctor;

    TrainCallbacks(TrainOptions options, TrainData data, Console console, Interruption interruption) {
        this.options = options;
        this.console = console;
        this.interruption = interruption;
        var backup = options.resume().map(BackupAndRestore::new);
        backup.ifPresent(callbacks::add);
        if (console.level() != Console.Level.QUIET) {
            callbacks.add(new ProgressBar(console.err(), console.terminal()));
        }
        doctor = options.doctor() ? Optional.of(doctor(console)) : Optional.empty();
        doctor.ifPresent(callbacks::add);
        addLogs(data);
        options.earlyStopping()
                .ifPresent(patience ->
                        callbacks.add(new EarlyStopping().patience(patience).restoreBestWeights(true)));
        callbacks.add(steps(backup));
    }

    Callback[] all() {
        return callbacks.toArray(Callback[]::new);
    }

    /// Who watches the training, unless that is not wanted.
    Optional<GradientDoctor> doctor() {
        return doctor;
    }

    private static GradientDoctor doctor(Console console) {
        return new GradientDoctor().onFinding(finding -> console.detail("doctor: " + finding.headline()));
    }

    /// Says what the doctor found: one line if that is nothing.
    void tellFindings() {
        doctor.ifPresent(each -> {
            console.tell("doctor: " + each.summary());
            each.findings().stream()
                    .map(Finding::shortLines)
                    .flatMap(List::stream)
                    .forEach(console::tell);
        });
    }

    private void addLogs(TrainData data) {
        // A folder for each run, as TensorBoard compares them.
        var run = DataNames.stem(options.data()) + "_" + TIME.format(LocalDateTime.now(ZoneId.systemDefault()));
        if (options.dashboard()) {
            // It writes what TensorBoard reads by itself.
            callbacks.add(LiveDashboard.of(options.logs().orElse(LOGS).resolve(run), data, doctor, console));
            return;
        }
        options.logs().ifPresent(folder -> {
            console.tell("figures for TensorBoard go to " + folder.resolve(run));
            var board = new TensorBoard(folder.resolve(run));
            doctor.ifPresent(each ->
                    each.onFinding(finding -> board.writer().text(finding.tag(), finding.markdown(), finding.step())));
            callbacks.add(board);
        });
    }

    /// Ends training after the batch when it is asked for; the backup is kept for the next call then.
    private Callback steps(Optional<BackupAndRestore> backup) {
        return new Callback() {
            private boolean stepped;

            @Override
            public void onTrainBatchEnd(Training training, long batch, Logs logs) {
                if (!stepped) {
                    stepped = true;
                    console.detail(
                            String.format("the first step ended %.2f s after the start", ProcessClock.seconds()));
                }
                if (interruption.isAsked()) {
                    backup.ifPresent(each -> each.deleteCheckpoint(false));
                    training.stop();
                }
            }
        };
    }

    /// Ends what goes on by itself.
    @Override
    public void close() {
        for (var callback : callbacks) {
            if (callback instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    console.detail("closing " + callback + ": " + e.getMessage());
                }
            }
        }
    }
}
