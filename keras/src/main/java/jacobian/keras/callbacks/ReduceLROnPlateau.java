package jacobian.keras.callbacks;

import jacobian.keras.config.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// Makes the learning rate smaller when a number has stopped getting better, and logs it as `learning_rate`.
///
/// ```java
/// new ReduceLROnPlateau().factor(0.2).patience(5).minLr(0.001)
/// ```
public final class ReduceLROnPlateau extends Callback {
    private final Monitor monitor = new Monitor();
    private double factor = 0.1;
    private int patience = 10;
    private int cooldown;
    private double minLr;
    private int verbose;

    private OptionalDouble best = OptionalDouble.empty();
    private int wait;
    private int resting;

    /// With Keras' defaults.
    public ReduceLROnPlateau() {
        monitor.minDelta = 1e-4;
    }

    /// Sets the number to watch; `val_loss` unless set.
    public ReduceLROnPlateau monitor(String monitor) {
        this.monitor.name = monitor;
        return this;
    }

    /// Sets what the rate is multiplied with, below 1; 0.1 unless set.
    public ReduceLROnPlateau factor(double factor) {
        if (!(factor >= 0 && factor < 1)) {
            throw new IllegalArgumentException("factor=" + factor + ": needs a number of 0 or more, below 1");
        }
        this.factor = factor;
        return this;
    }

    /// Sets how many epochs without progress are borne; 10 unless set.
    public ReduceLROnPlateau patience(int patience) {
        this.patience = patience;
        return this;
    }

    /// Sets which direction is better; told from the name unless set.
    public ReduceLROnPlateau mode(EarlyStopping.Mode mode) {
        monitor.mode = mode;
        return this;
    }

    /// Sets by how much it must get better to count; 0.0001 unless set.
    public ReduceLROnPlateau minDelta(double minDelta) {
        monitor.minDelta = Math.abs(minDelta);
        return this;
    }

    /// Sets for how many epochs after a reduction nothing is counted; 0 unless set.
    public ReduceLROnPlateau cooldown(int cooldown) {
        this.cooldown = cooldown;
        return this;
    }

    /// Sets the rate below which it never falls; 0 unless set.
    public ReduceLROnPlateau minLr(double minLr) {
        this.minLr = Checks.notNegative("min_lr", minLr);
        return this;
    }

    /// Sets whether each reduction is announced on standard output: 1 says so, 0, unless set, does not.
    public ReduceLROnPlateau verbose(int verbose) {
        this.verbose = verbose;
        return this;
    }

    @Override
    public void onTrainBegin(Training training) {
        best = OptionalDouble.empty();
        wait = 0;
        resting = 0;
    }

    @Override
    public Map<String, Object> state() {
        var state = new LinkedHashMap<String, Object>();
        best.ifPresent(value -> state.put("best", value));
        state.put("wait", wait);
        state.put("cooldown_counter", resting);
        return state;
    }

    @Override
    public void restoreState(Map<String, Object> state) {
        best = state.get("best") instanceof Double value ? OptionalDouble.of(value) : OptionalDouble.empty();
        wait = ((Long) state.getOrDefault("wait", 0L)).intValue();
        resting = ((Long) state.getOrDefault("cooldown_counter", 0L)).intValue();
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        logs.put("learning_rate", training.optimizer().learningRate());
        monitor.value(logs, "the reduction of the learning rate").ifPresent(value -> watch(training, epoch, value));
    }

    private void watch(Training training, int epoch, double value) {
        if (resting > 0) {
            resting--;
            wait = 0;
        }
        if (monitor.isBetter(training, value, best)) {
            best = OptionalDouble.of(value);
            wait = 0;
        } else if (resting == 0) {
            wait++;
            if (wait >= patience && training.optimizer().learningRate() > (float) minLr) {
                reduce(training, epoch);
                resting = cooldown;
                wait = 0;
            }
        }
    }

    private void reduce(Training training, int epoch) {
        double rate = Math.max(training.optimizer().learningRate() * factor, minLr);
        training.optimizer().setLearningRate(rate);
        if (verbose > 0) {
            System.out.println(
                    "\nEpoch " + (epoch + 1) + ": ReduceLROnPlateau reducing learning rate to " + rate + ".");
        }
    }
}
