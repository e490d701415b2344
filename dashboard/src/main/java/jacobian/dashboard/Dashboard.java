package jacobian.dashboard;

import jacobian.dashboard.logs.Status;
import jacobian.dashboard.recording.GivenExamples;
import jacobian.dashboard.recording.Recorder;
import jacobian.dashboard.recording.StepLook;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.Training;
import jacobian.keras.callbacks.doctor.GradientDoctor;
import jacobian.keras.models.Model;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Shows a training while it runs, as a page in the browser: loss and metrics, learning rate, speed and time
/// left, distributions by layer, the model, what it gets wrong, the load of the machine; and a button that ends
/// it.
///
/// ```java
/// model.fit(train, fit -> fit.epochs(20).validation(test).callbacks(new Dashboard()));
/// ```
///
/// The run is written to a folder of its own below `logs`, in event files that TensorBoard reads too, and the
/// page shows all runs there. It lasts until [#close] or the end of the program; `jac dashboard` shows the logs
/// afterwards. The weights that a training ends with are the same with a dashboard and without.
public final class Dashboard extends Callback implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss");

    private final Path logs;
    private Optional<String> run = Optional.empty();
    private int port;
    private boolean open = true;
    private boolean readOnly;
    private boolean looksInside = true;
    private Consumer<URI> announce = address -> System.out.println("dashboard at " + address);
    private Optional<GivenExamples> examples = Optional.empty();
    private @Nullable DashboardPage page;
    private @Nullable Recorder recorder;

    /// The run that goes on, or else the last one: a doctor has the last word after its end.
    private @Nullable Recorder latest;

    /// Logs to the folder `logs`.
    public Dashboard() {
        this(Path.of("logs"));
    }

    /// Logs to the given folder.
    public Dashboard(Path logs) {
        this.logs = logs;
    }

    /// Sets the name of the run; the time at which it begins unless set.
    public Dashboard run(String run) {
        this.run = Optional.of(run);
        return this;
    }

    /// Sets the port; any that is free unless set.
    public Dashboard port(int port) {
        this.port = port;
        return this;
    }

    /// Sets whether the page is opened in the browser of the desktop; it is unless set.
    public Dashboard open(boolean open) {
        this.open = open;
        return this;
    }

    /// Sets whether the page can stop no training; it can unless set.
    public Dashboard readOnly(boolean readOnly) {
        this.readOnly = readOnly;
        return this;
    }

    /// Sets whether weights, gradients and outputs of layers are looked at every few seconds; they are unless
    /// set.
    public Dashboard looksInside(boolean looksInside) {
        this.looksInside = looksInside;
        return this;
    }

    /// Sets what is done with the address of the page; it is printed unless set.
    public Dashboard announce(Consumer<URI> announce) {
        this.announce = announce;
        return this;
    }

    /// Sets examples that are judged after epochs, as often as that costs little, and at the end of the run, for
    /// the confusion matrix and the worst predictions; batches of training are unless set. A few hundred are
    /// enough.
    public Dashboard examples(Tensor x, Tensor y) {
        return examples(x, y, List.of());
    }

    /// As above, with the names of the classes.
    public Dashboard examples(Tensor x, Tensor y, List<String> classNames) {
        this.examples = Optional.of(new GivenExamples(x, y, classNames));
        return this;
    }

    /// Shows what `doctor` finds, as it finds it. It has to be among the callbacks of `fit` too.
    public Dashboard doctor(GradientDoctor doctor) {
        doctor.onFinding(finding -> Optional.ofNullable(latest).ifPresent(run -> run.find(finding)));
        return this;
    }

    /// The address of the page, once a training has begun.
    public Optional<URI> address() {
        return Optional.ofNullable(page).map(DashboardPage::address);
    }

    @Override
    public void onTrainBegin(Training training) {
        if (recorder != null) {
            recorder.close();
        }
        var started = new Recorder(folder(), training);
        recorder = started;
        latest = started;
        examples.ifPresent(GivenExamples::begin);
        if (looksInside) {
            training.probe(new StepLook(started, examples.isEmpty()));
        }
        if (page == null) {
            var opened = DashboardPage.open(logs, port, readOnly);
            page = opened;
            announce.accept(opened.address());
            if (open) {
                opened.show();
            }
        }
    }

    /// A folder that is not there yet.
    private Path folder() {
        var name = run.orElseGet(() -> LocalDateTime.now().format(TIME));
        var folder = logs.resolve(name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = logs.resolve(name + "-" + i);
        }
        return folder;
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        if (recorder != null) {
            recorder.epochBegins(training, epoch);
        }
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        if (recorder != null && recorder.batchEnds(training, batch, logs)) {
            training.stop();
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        if (recorder == null) {
            return;
        }
        recorder.epochEnds(training, epoch, logs);
        if (examples.isPresent() && training.model() instanceof Model model) {
            examples.get().epochEnds(model, recorder);
        }
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        if (recorder != null) {
            if (examples.isPresent() && training.model() instanceof Model model) {
                examples.get().ends(model, recorder);
            }
            recorder.ends(training.isStopped() ? Status.STOPPED : Status.DONE);
            recorder = null;
        }
    }

    @Override
    public void onTrainFailed(Training training, Throwable cause) {
        if (recorder != null) {
            recorder.ends(Status.FAILED);
            recorder = null;
        }
    }

    /// Ends the page, and what is still being written.
    @Override
    public void close() {
        if (recorder != null) {
            recorder.close();
            recorder = null;
        }
        if (page != null) {
            page.close();
            page = null;
        }
    }
}
