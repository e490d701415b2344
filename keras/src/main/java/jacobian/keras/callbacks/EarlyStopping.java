package jacobian.keras.callbacks;

import jacobian.engine.tensor.Tensor;
import java.util.LinkedHashMap;
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
    /// Which direction is better.
    public enum Mode {
        /// What the metric of that name says; where none does, larger for names like accuracy, smaller for
        /// others.
        AUTO,
        MIN,
        MAX
    }

    private final Monitor monitor = new Monitor();
    private int patience;
    private OptionalDouble baseline = OptionalDouble.empty();
    private boolean restoreBestWeights;
    private int startFromEpoch;
    private int verbose;

    private int wait;
    private OptionalDouble best = OptionalDouble.empty();
    private int bestEpoch;
    private @Nullable List<Tensor> bestWeights;
    private int stoppedEpoch = -1;

    /// Sets the number to watch; `val_loss` unless set.
    public EarlyStopping monitor(String monitor) {
        this.monitor.name = monitor;
        return this;
    }

    /// Sets by how much it must get better to count; 0 unless set.
    public EarlyStopping minDelta(double minDelta) {
        monitor.minDelta = Math.abs(minDelta);
        return this;
    }

    /// Sets how many epochs without progress are borne; 0 unless set.
    public EarlyStopping patience(int patience) {
        this.patience = patience;
        return this;
    }

    /// Sets which direction is better; told from the name unless set.
    public EarlyStopping mode(Mode mode) {
        monitor.mode = mode;
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

    /// Sets whether the end is announced on standard output: 1 says so, 0, unless set, does not.
    public EarlyStopping verbose(int verbose) {
        this.verbose = verbose;
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
    public Map<String, Object> state() {
        var state = new LinkedHashMap<String, Object>();
        state.put("wait", wait);
        best.ifPresent(value -> state.put("best", value));
        state.put("best_epoch", bestEpoch);
        state.put("best_weights", bestWeights == null ? List.of() : bestWeights);
        state.put("stopped_epoch", stoppedEpoch);
        return state;
    }

    @Override
    @SuppressWarnings("unchecked") // the list that `state` gave
    public void restoreState(Map<String, Object> state) {
        wait = ((Long) state.getOrDefault("wait", 0L)).intValue();
        best = state.get("best") instanceof Double value ? OptionalDouble.of(value) : OptionalDouble.empty();
        bestEpoch = ((Long) state.getOrDefault("best_epoch", 0L)).intValue();
        var weights = (List<Tensor>) state.getOrDefault("best_weights", List.of());
        bestWeights = weights.isEmpty() ? null : weights;
        stoppedEpoch = ((Long) state.getOrDefault("stopped_epoch", -1L)).intValue();
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        var current = monitor.value(logs, "early stopping");
        if (current.isEmpty() || epoch < startFromEpoch) {
            return;
        }
        if (restoreBestWeights && bestWeights == null) {
            keep(training, epoch);
        }
        wait++;
        if (monitor.isBetter(training, current.get(), best)) {
            best = OptionalDouble.of(current.get());
            keep(training, epoch);
            if (baseline.isEmpty() || monitor.isBetter(training, current.get(), baseline)) {
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

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        if (stoppedEpoch >= 0 && verbose > 0) {
            System.out.println("Epoch " + (stoppedEpoch + 1) + ": early stopping");
        }
        if (restoreBestWeights && bestWeights != null) {
            if (verbose > 0) {
                System.out.println("Restoring model weights from the end of the best epoch: " + (bestEpoch + 1) + ".");
            }
            training.model().setWeights(bestWeights);
        }
    }
}
