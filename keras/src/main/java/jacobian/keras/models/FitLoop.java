package jacobian.keras.models;

import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.CallbackList;
import jacobian.keras.callbacks.LearningRateFinder;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.ProgressBar;
import jacobian.keras.callbacks.StepProbe;
import jacobian.keras.callbacks.TerminateOnNaN;
import jacobian.keras.callbacks.Training;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Batches;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Layer;
import jacobian.keras.metrics.Accumulator.Direction;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.tensorboard.GraphNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Training: epochs of steps, validations between them, callbacks around them.
final class FitLoop implements Training {
    private static final System.Logger LOG = System.getLogger(FitLoop.class.getName());

    /// Losses are looked at this often, in nanoseconds, for numbers that are none.
    private static final long WATCH = 100_000_000;

    /// What a divergence is traced back to is renewed at the beginning of an epoch, but not more often than this.
    private static final long KEEP = 2_000_000_000;

    private final Trainer trainer;
    private final FitOptions options;
    private final RunBackup backup;
    private final Dataset ordered;
    private final Dataset given;
    private final Optional<Dataset> validation;
    private final CallbackList callbacks;
    private final History history = new History();
    private final boolean bearsNaN;
    private final Probes probes;
    private final ClassWeights classWeights;
    private volatile boolean stopped;
    private OptionalLong steps;
    private Dataset train;
    private long shuffleSeed;
    private List<Path> resumed = List.of();
    private Optional<Path> backUpTo = Optional.empty();
    private RunPoint now;
    private long watched;
    private boolean hasKept;
    private EpochPlace place;
    private EpochPlace keptPlace;
    private long kept;

    FitLoop(Trainer trainer, Dataset data, FitOptions options) {
        this.trainer = trainer;
        this.probes = new Probes(trainer);
        this.options = options;
        this.classWeights = options.classWeights();
        var weighted = options.sampleWeight().map(data::sampleWeight).orElse(data);
        if (options.validationSplit() > 0) {
            var split = split(weighted, options.validationSplit());
            this.ordered = split.first();
            this.given = split.first();
            this.validation = options.validation().or(() -> Optional.of(split.rest()));
        } else {
            this.ordered = weighted;
            this.given = weighted;
            this.validation = options.validation();
        }
        // Drawn where it is needed alone, as what is drawn later depends on it.
        this.shuffleSeed = isShuffled() ? Seeds.next() : 0;
        this.train = batched();
        this.place = EpochPlace.first(options);
        this.now = point(options.initialEpoch(), 0, 0);
        this.keptPlace = place;
        this.callbacks = new CallbackList(callbacks(options));
        this.backup = new RunBackup(trainer, history, callbacks);
        this.bearsNaN = options.callbacks().stream()
                .anyMatch(each -> each instanceof TerminateOnNaN || each instanceof LearningRateFinder);
        this.steps = options.stepsPerEpoch().isPresent() ? options.stepsPerEpoch() : train.cardinality();
    }

    /// As in Keras, the part that is trained on is rounded down.
    private static Dataset.Split split(Dataset data, double part) {
        long examples = data.cardinality()
                .orElseThrow(() -> new IllegalArgumentException(
                        "validation_split of data whose size is not known: give validation data of its own"));
        double first = Math.floor(examples * (1 - part));
        if (first == 0) {
            throw new IllegalArgumentException(
                    "validation_split=" + part + " leaves none of " + examples + " examples to train on");
        }
        return data.split(first / examples);
    }

    /// Records that are streamed come in the order in which they come.
    private boolean isShuffled() {
        return !ordered.isBatched()
                && options.shuffles()
                && ordered.cardinality().isPresent();
    }

    private Dataset batched() {
        return inOrder(isShuffled() ? ordered.shuffle(shuffleSeed) : ordered);
    }

    private Dataset inOrder(Dataset data) {
        return data.isBatched() ? data : data.batch(options.batchSize().orElse(Dataset.DEFAULT_BATCH_SIZE));
    }

    private static List<Callback> callbacks(FitOptions options) {
        var all = new ArrayList<Callback>(options.callbacks());
        if (options.verbose() > 0) {
            all.addFirst(options.verbose() == 1 ? new ProgressBar() : new ProgressBar(System.out, false));
        }
        return all;
    }

    History run() {
        try {
            return train();
        } catch (RuntimeException | Error failure) {
            callbacks.onTrainFailed(this, failure);
            throw failure;
        }
    }

    private History train() {
        var unchecked = DataCheck.of(trainer, given, inOrder(given), classWeights);
        trainer.warnOfChangedTrainable();
        callbacks.onTrainBegin(this);
        goOn();
        probes.begin();
        var logs = Map.<String, Double>of();
        int first = now.epoch();
        for (int epoch = first; epoch < options.epochs() && !stopped; epoch++) {
            keep(epoch);
            callbacks.onEpochBegin(this, epoch);
            boolean whole = steps(epoch, epoch == first ? unchecked : Optional.empty());
            if (!whole && history.isInterrupted()) {
                break;
            }
            logs = epochLogs(epoch);
            callbacks.onEpochEnd(this, epoch, logs);
            history.add(epoch, logs);
            now = point(epoch + 1, 0, 0);
            backUp();
        }
        trainer.checkpoint().release();
        trainer.optimizer().finalizeVariableValues();
        callbacks.onTrainEnd(this, logs);
        return history;
    }

    /// The steps of one epoch; false if they were interrupted.
    private boolean steps(int epoch, Optional<DataCheck> check) {
        long taken = place.within();
        if (taken == 0) {
            trainer.reset();
        }
        long most = options.stepsPerEpoch().orElse(Long.MAX_VALUE);
        long samples = now.samples();
        long began = System.nanoTime();
        long step = taken;
        try (var batches = place.read(train, epoch)) {
            while (step < most && !stopped && !isInterrupted() && batches.hasNext()) {
                if (!callbacks.isEmpty()) {
                    callbacks.onTrainBatchBegin(this, step);
                }
                step += trainer.stepsPerExecution();
                long end = taken + trainer.stepsPerExecution();
                do {
                    samples += step(batches, check);
                    taken++;
                } while (taken < end && !isInterrupted() && batches.hasNext());
                if (!callbacks.isEmpty()) {
                    callbacks.onTrainBatchEnd(this, step - 1, new LazyLogs());
                    backUp(epoch, taken, samples);
                }
                watch();
            }
            warnOfMissing(step, most);
            place = place.after(taken, batches.hasNext());
        }
        history.trainedOn(samples, (System.nanoTime() - began) / 1e9);
        if (steps.isEmpty()) {
            steps = OptionalLong.of(taken);
        }
        return !history.isInterrupted();
    }

    /// Writes what somebody has asked for after a step.
    private void backUp(int epoch, long taken, long samples) {
        if (backUpTo.isPresent()) {
            now = point(epoch, taken, samples);
            backUp();
        }
    }

    /// The run as it stands.
    private RunPoint point(int epoch, long batch, long samples) {
        return new RunPoint(epoch, batch, samples, place, shuffleSeed, stopped, Seeds.state());
    }

    private void backUp() {
        backUpTo.ifPresent(file -> backup.write(file, now));
        backUpTo = Optional.empty();
    }

    /// Goes on where an earlier run was backed up, if somebody has asked for that.
    private void goOn() {
        var found = backup.read(resumed);
        if (found.isPresent()) {
            now = found.get();
            place = now.place();
            keptPlace = place;
            shuffleSeed = now.shuffleSeed();
            stopped = now.stopped();
            train = batched();
        }
    }

    private int step(Batches batches, Optional<DataCheck> check) {
        try (var batch = batches.next()) {
            if (check.isPresent()) {
                check.get().batch(batch);
            }
            probes.train(batch, classWeights);
            return batch.size();
        }
    }

    private boolean isInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            history.interrupt();
            stop();
        }
        return history.isInterrupted();
    }

    private void warnOfMissing(long step, long most) {
        if (step < most && most != Long.MAX_VALUE && !stopped) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the data ran out after {0} steps of an epoch of steps_per_epoch={1}: the next epoch begins anew;"
                            + " repeat(times) makes more of it",
                    step,
                    most);
        }
    }

    private void keep(int epoch) {
        long now = System.nanoTime();
        if (!bearsNaN && (!hasKept || now - kept >= KEEP)) {
            trainer.checkpoint().take(epoch);
            keptPlace = place;
            hasKept = true;
            kept = now;
        }
    }

    private void watch() {
        long now = System.nanoTime();
        if (now - watched >= WATCH) {
            watched = now;
            refuseNaN();
        }
    }

    private void refuseNaN() {
        if (!bearsNaN && !trainer.isFinite()) {
            throw Divergence.of(trainer, train, options, keptPlace);
        }
    }

    private Map<String, Double> epochLogs(int epoch) {
        var logs = new LinkedHashMap<>(trainer.results());
        refuseNaN();
        if (validation.isPresent() && options.validatesAfter(epoch) && !history.isInterrupted()) {
            var tested = new EvaluateLoop(trainer, validation.get(), options, this, callbacks).run();
            tested.forEach((name, value) -> logs.put("val_" + name, value));
        }
        return logs;
    }

    /// The logs after a step, read once at the most.
    private final class LazyLogs implements Logs {
        private Map<String, Double> read = Map.of();

        @Override
        public Map<String, Double> all() {
            if (read.isEmpty()) {
                read = trainer.results();
            }
            return read;
        }
    }

    @Override
    public Layer model() {
        return trainer.model();
    }

    @Override
    public Optimizer optimizer() {
        return trainer.optimizer();
    }

    @Override
    public int epochs() {
        return options.epochs();
    }

    @Override
    public Optional<Direction> direction(String name) {
        return trainer.direction(name.replaceFirst("^val_", ""));
    }

    @Override
    public OptionalLong steps() {
        return steps;
    }

    @Override
    public List<GraphNode> graphNodes() {
        return trainer.model().graphNodes();
    }

    @Override
    public Optional<String> modelJson() {
        return GraphDrawing.json(trainer.model());
    }

    @Override
    public void probe(StepProbe probe) {
        probes.add(probe);
    }

    @Override
    public void save(Path file, boolean weightsOnly) {
        if (weightsOnly) {
            trainer.model().saveWeights(file);
        } else {
            trainer.model().save(file);
        }
    }

    @Override
    public void backUp(Path file) {
        backUpTo = Optional.of(file);
    }

    @Override
    public void resume(List<Path> files) {
        resumed = files;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }
}
