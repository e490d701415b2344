package jacobian.keras.callbacks;

import jacobian.keras.config.Checks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// Saves the model, or its weights, while it trains: each file is written whole or not at all.
///
/// ```java
/// new ModelCheckpoint("models/{epoch:02d}-{val_loss:.2f}.keras").saveBestOnly(true)
/// ```
///
/// A name may hold `epoch` and, where batches are counted, `batch`, both from 1, and whatever is logged,
/// formatted as in Python. Folders are made where they are missing.
public final class ModelCheckpoint extends Callback {
    private final Path folder;
    private final FileTemplate file;
    private final Monitor monitor = new Monitor();
    private boolean saveBestOnly;
    private boolean saveWeightsOnly;
    private final BatchCount batches = new BatchCount();
    private int verbose;
    private OptionalDouble threshold = OptionalDouble.empty();

    private OptionalDouble best = OptionalDouble.empty();
    private int epoch;

    /// Saves to `filepath`, which ends in `.keras` or `.h5`, or with [#saveWeightsOnly] in `.weights.h5`,
    /// `.safetensors` or `.npz`.
    public ModelCheckpoint(String filepath) {
        this(Path.of(""), filepath);
    }

    /// Saves to a file of `folder`, of whatever file system.
    public ModelCheckpoint(Path folder, String filepath) {
        this.folder = folder;
        this.file = new FileTemplate(filepath);
    }

    /// Sets the number to watch; `val_loss` unless set.
    public ModelCheckpoint monitor(String monitor) {
        this.monitor.name = monitor;
        return this;
    }

    /// Sets whether only a model that is better than all before is saved; each is unless set. Where the number
    /// to watch is not logged a warning says so, and the model is saved.
    public ModelCheckpoint saveBestOnly(boolean saveBestOnly) {
        this.saveBestOnly = saveBestOnly;
        return this;
    }

    /// Sets whether the weights are saved without the model; the whole model is unless set.
    public ModelCheckpoint saveWeightsOnly(boolean saveWeightsOnly) {
        this.saveWeightsOnly = saveWeightsOnly;
        return this;
    }

    /// Sets which direction is better; told from the name unless set.
    public ModelCheckpoint mode(EarlyStopping.Mode mode) {
        monitor.mode = mode;
        return this;
    }

    /// Sets after how many batches the model is saved; after each epoch unless set. What is logged within an
    /// epoch has no `val_` numbers.
    public ModelCheckpoint saveFreq(int batches) {
        this.batches.every = Checks.positive("save_freq", batches);
        return this;
    }

    /// Sets a value that must be passed for a model to be the best; none unless set.
    public ModelCheckpoint initialValueThreshold(double threshold) {
        this.threshold = OptionalDouble.of(threshold);
        return this;
    }

    /// Sets whether each saving is announced on standard output: 1 says so, 0, unless set, does not.
    public ModelCheckpoint verbose(int verbose) {
        this.verbose = verbose;
        return this;
    }

    /// The best value so far; empty before there is one.
    public OptionalDouble best() {
        return best;
    }

    /// Refuses a name that no file of the kind has, before anything is trained.
    @Override
    public void onTrainBegin(Training training) {
        var name = file.text();
        boolean weights = name.endsWith(".weights.h5") || name.endsWith(".safetensors") || name.endsWith(".npz");
        if (saveWeightsOnly && !weights) {
            throw new IllegalArgumentException(
                    "weights are not saved to " + name + ": needs an end of .weights.h5, .safetensors or .npz");
        }
        boolean model = name.endsWith(".keras") || name.endsWith(".h5") && !weights;
        if (!saveWeightsOnly && !model) {
            throw new IllegalArgumentException("a model is not saved to " + name + ": needs an end of .keras or .h5"
                    + (weights ? ", or saveWeightsOnly(true)" : ""));
        }
        best = threshold;
        batches.begin();
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        this.epoch = epoch;
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        if (batches.isDue(batch)) {
            var values = new LinkedHashMap<String, Number>();
            values.put("epoch", epoch + 1);
            values.put("batch", batch + 1);
            save(training, values, logs.all());
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        if (batches.every == 0) {
            var values = new LinkedHashMap<String, Number>();
            values.put("epoch", epoch + 1);
            save(training, values, logs);
        }
    }

    private void save(Training training, Map<String, Number> values, Map<String, Double> logs) {
        if (!saveBestOnly) {
            write(training, values, logs, "saving model to ");
            return;
        }
        var current = monitor.value(logs, "saving the best model");
        if (current.isEmpty()) {
            write(training, values, logs, "saving model to ");
        } else if (monitor.isBetter(training, current.get(), best)) {
            var from = best.isPresent() ? text(best.getAsDouble()) : "None";
            best = OptionalDouble.of(current.get());
            write(
                    training,
                    values,
                    logs,
                    monitor.name + " improved from " + from + " to " + text(current.get()) + ", saving model to ");
        } else {
            say(monitor.name + " did not improve from " + (best.isPresent() ? text(best.getAsDouble()) : "None"));
        }
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }

    private void write(Training training, Map<String, Number> values, Map<String, Double> logs, String what) {
        var all = new LinkedHashMap<String, Number>(logs);
        all.putAll(values);
        var path = folder.resolve(file.with(all));
        say(what + path);
        var parent = path.getParent();
        if (parent != null) {
            try {
                Files.createDirectories(parent);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make the folder " + parent + ": " + e.getMessage(), e);
            }
        }
        training.save(path, saveWeightsOnly);
        say("finished saving model to " + path);
    }

    private void say(String text) {
        if (verbose > 0) {
            System.out.println("\nEpoch " + (epoch + 1) + ": " + text);
        }
    }

    @Override
    public Map<String, Object> state() {
        var state = new LinkedHashMap<>(batches.state());
        best.ifPresent(value -> state.put("best", value));
        return state;
    }

    @Override
    public void restoreState(Map<String, Object> state) {
        best = state.get("best") instanceof Double value ? OptionalDouble.of(value) : threshold;
        batches.restore(state);
    }
}
