package jacobian.keras.callbacks;

import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Ends the run when a number has stopped getting better.
///
/// ```java
/// new EarlyStopping().patience(3).restoreBestWeights(true)
/// ```
public final class EarlyStopping extends Callback {
    private static final System.Logger LOG = System.getLogger(EarlyStopping.class.getName());
    private static final List<String> GROWING =
            List.of("accuracy", "acc", "auc", "precision", "recall", "score", "similarity");

    /// Which direction is better.
    public enum Mode {
        /// Larger for accuracies and their like, smaller for everything else.
        AUTO,
        MIN,
        MAX
    }

    private String monitor = "val_loss";
    private double minDelta;
    private int patience;
    private Mode mode = Mode.AUTO;
    private OptionalDouble baseline = OptionalDouble.empty();
    private boolean restoreBestWeights;
    private int startFromEpoch;

    private int wait;
    private OptionalDouble best = OptionalDouble.empty();
    private int bestEpoch;
    private @Nullable List<Tensor> bestWeights;
    private int stoppedEpoch = -1;
    private boolean warned;

    /// Sets the number to watch; `val_loss` unless set.
    public EarlyStopping monitor(String monitor) {
        this.monitor = monitor;
        return this;
    }

    /// Sets by how much it must get better to count; 0 unless set.
    public EarlyStopping minDelta(double minDelta) {
        this.minDelta = Math.abs(minDelta);
        return this;
    }

    /// Sets how many epochs without progress are borne; 0 unless set.
    public EarlyStopping patience(int patience) {
        this.patience = patience;
        return this;
    }

    /// Sets which direction is better; told from the name unless set.
    public EarlyStopping mode(Mode mode) {
        this.mode = mode;
        return this;
    }

    /// Sets a value that must be passed for progress to count.
    public EarlyStopping baseline(double baseline) {
        this.baseline = OptionalDouble.of(baseline);
        return this;
    }

    /// Sets whether the model ends with the weights of its best epoch; it keeps the last ones unless set.
    public EarlyStopping restoreBestWeights(boolean restoreBestWeights) {
        this.restoreBestWeights = restoreBestWeights;
        return this;
    }

    /// Sets the first epoch that is watched; 0 unless set.
    public EarlyStopping startFromEpoch(int startFromEpoch) {
        this.startFromEpoch = startFromEpoch;
        return this;
    }

    /// The epoch after which the run was ended, counted from 0; -1 if it was not.
    public int stoppedEpoch() {
        return stoppedEpoch;
    }

    /// The best epoch, counted from 0.
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public void onTrainBegin(Training training) {
        wait = 0;
        best = OptionalDouble.empty();
        bestEpoch = 0;
        bestWeights = null;
        stoppedEpoch = -1;
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        var current = logs.get(monitor);
        if (current == null) {
            warn(logs);
            return;
        }
        if (epoch < startFromEpoch) {
            return;
        }
        if (restoreBestWeights && bestWeights == null) {
            keep(training, epoch);
        }
        wait++;
        if (isBetter(current, best)) {
            best = OptionalDouble.of(current);
            keep(training, epoch);
            if (baseline.isEmpty() || isBetter(current, baseline)) {
                wait = 0;
            }
        } else if (wait >= patience && epoch > 0) {
            stoppedEpoch = epoch;
            training.stop();
        }
    }

    private void keep(Training training, int epoch) {
        bestEpoch = epoch;
        bestWeights = restoreBestWeights ? training.model().getWeights() : null;
    }

    private boolean isBetter(double value, OptionalDouble reference) {
        if (reference.isEmpty()) {
            return true;
        }
        boolean larger = switch (mode) {
            case MIN -> false;
            case MAX -> true;
            case AUTO -> GROWING.stream().anyMatch(monitor::endsWith);
        };
        return larger ? value - minDelta > reference.getAsDouble() : value + minDelta < reference.getAsDouble();
    }

    private void warn(Map<String, Double> logs) {
        if (!warned) {
            warned = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "early stopping watches \"{0}\", which is not logged: there are {1}",
                    monitor,
                    logs.keySet());
        }
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        if (restoreBestWeights && bestWeights != null) {
            training.model().setWeights(bestWeights);
        }
    }
}
