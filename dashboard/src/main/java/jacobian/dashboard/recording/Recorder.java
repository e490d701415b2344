package jacobian.dashboard.recording;

import jacobian.dashboard.logs.Status;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.Training;
import jacobian.keras.callbacks.doctor.Finding;
import jacobian.keras.tensorboard.SummaryWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Writes one run into event files that TensorBoard reads too: `train` and `validation` with the tags of Keras'
/// callback, and beside them how far the run is.
public final class Recorder implements AutoCloseable {
    /// Between two looks at the loss within an epoch; a look that takes long makes the next one later.
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    /// Looks take at most one part in so many of the time.
    private static final long SHARE = 100;

    private static final long STATUS_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path folder;
    private final SummaryWriter train;
    private final StatusFile file;
    private final SystemLoad load;
    private @Nullable SummaryWriter validation;
    private Status status;
    private long step;
    private long epochBegan;
    private long firstDone;
    private long due;
    private long statusDue;
    private long lastStep;
    private long lastLook;
    private boolean closed;

    /// Begins a run in `folder`.
    public Recorder(Path folder, Training training) {
        this.folder = folder;
        this.train = new SummaryWriter(folder.resolve("train"));
        this.file = new StatusFile(folder);
        this.status = new Status(
                Status.RUNNING,
                ProcessHandle.current().pid(),
                System.currentTimeMillis() / 1e3,
                0,
                training.epochs(),
                0,
                training.steps().orElse(0),
                -1);
        file.write(status);
        this.load = new SystemLoad(train);
        training.modelJson().ifPresent(json -> train.kerasModel("keras", json, 0));
        train.graph(training.graphNodes());
        train.flush();
    }

    /// What the run writes into.
    SummaryWriter train() {
        return train;
    }

    public void epochBegins(Training training, int epoch) {
        epochBegan = System.nanoTime();
        place(training, epoch, 0);
        if (epochBegan - statusDue >= 0) {
            statusDue = epochBegan + STATUS_PAUSE;
            file.write(status);
        }
        lastLook = 0;
    }

    /// A batch is done; whether somebody has asked the run to end.
    public boolean batchEnds(Training training, long batch, Logs logs) {
        step++;
        long now = System.nanoTime();
        firstDone = firstDone == 0 ? now : firstDone;
        if (now - due >= 0) {
            look(training, logs, now);
            due = now + Math.max(PAUSE, SHARE * (System.nanoTime() - now));
        }
        if (now - statusDue < 0) {
            return false;
        }
        statusDue = now + STATUS_PAUSE;
        place(training, status.epoch(), batch + 1);
        file.write(status);
        return file.isStopAsked();
    }

    private void look(Training training, Logs logs, long now) {
        logs.all().forEach((name, value) -> train.scalar("batch_" + name, value, step));
        rate(training).ifPresent(rate -> train.scalar("batch_learning_rate", rate, step));
        if (lastLook != 0 && now > lastLook) {
            train.scalar("batch_steps_per_second", (step - lastStep) * 1e9 / (now - lastLook), step);
        }
        lastLook = now;
        lastStep = step;
    }

    private static OptionalDouble rate(Training training) {
        try {
            return OptionalDouble.of(training.optimizer().learningRate());
        } catch (IllegalStateException unknown) {
            return OptionalDouble.empty();
        }
    }

    private void place(Training training, int epoch, long batch) {
        long batches = training.steps().orElse(0);
        status = new Status(
                Status.RUNNING,
                status.process(),
                status.began(),
                epoch,
                training.epochs(),
                batch,
                batches,
                secondsLeft(training, epoch, batch, batches));
    }

    /// By the time since the first batch of the run, which takes longer than the others and is left out;
    /// validations are part of it.
    private double secondsLeft(Training training, int epoch, long batch, long batches) {
        if (batches <= 0 || step < 2) {
            return status.secondsLeft();
        }
        double perBatch = (System.nanoTime() - firstDone) / 1e9 / (step - 1);
        return perBatch * (batches - batch + (double) batches * Math.max(0, training.epochs() - epoch - 1));
    }

    public void epochEnds(Training training, int epoch, Map<String, Double> logs) {
        double seconds = (System.nanoTime() - epochBegan) / 1e9;
        logs.forEach((name, value) -> {
            if (name.startsWith("val_")) {
                validation().scalar("epoch_" + name.substring("val_".length()), value, epoch);
            } else {
                train.scalar("epoch_" + name, value, epoch);
            }
        });
        rate(training).ifPresent(rate -> train.scalar("epoch_learning_rate", rate, epoch));
        if (status.batch() > 0 || training.steps().isPresent()) {
            train.scalar("epoch_steps_per_second", training.steps().orElse(status.batch()) / seconds, epoch);
        }
        train.flush();
        if (validation != null) {
            validation.flush();
        }
    }

    private SummaryWriter validation() {
        var known = validation;
        if (known == null) {
            known = new SummaryWriter(folder.resolve("validation"));
            validation = known;
        }
        return known;
    }

    /// Writes what the model says of examples, and which of them it gets wrong most.
    public void judge(Judgement judgement) {
        train.text(Judgement.MATRIX, judgement.matrixJson(), step);
        train.text(Judgement.WORST, judgement.worstJson(), step);
        judgement.pictures().ifPresent(pictures -> train.image(Judgement.WORST, pictures, step, Judgement.MOST));
    }

    /// Writes what a doctor has found, also after the end of the run.
    public void find(Finding finding) {
        if (closed) {
            try (var more = new SummaryWriter(folder.resolve("train"))) {
                more.text(finding.tag(), finding.markdown(), finding.step());
            }
        } else {
            train.text(finding.tag(), finding.markdown(), finding.step());
            train.flush();
        }
    }

    /// Writes how the elements of a tensor are distributed.
    void histogram(String tag, Tensor tensor) {
        var sample = Sample.of(tensor);
        if (sample.length > 0) {
            train.histogram(tag, sample, step);
        }
    }

    /// The run is over, as `state` of [Status] says.
    public void ends(String state) {
        status = status.withState(state);
        close();
    }

    @Override
    public void close() {
        closed = true;
        load.close();
        train.close();
        file.forget(folder.resolve(Status.STOP));
        if (validation != null) {
            validation.close();
        }
        if (Files.isDirectory(folder)) {
            file.write(status);
        }
    }
}
