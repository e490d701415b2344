package jacobian.keras.callbacks;

import java.util.Map;

/// Sets the learning rate at the beginning of each epoch, and logs it as `learning_rate`.
///
/// ```java
/// new LearningRateScheduler((epoch, rate) -> epoch < 10 ? rate : rate * 0.9)
/// ```
public final class LearningRateScheduler extends Callback {
    /// The learning rate of an epoch, counted from 0, given the one so far.
    @FunctionalInterface
    public interface Schedule {
        double rate(int epoch, double rate);
    }

    private final Schedule schedule;
    private int verbose;

    /// With the rates that `schedule` gives.
    public LearningRateScheduler(Schedule schedule) {
        this.schedule = schedule;
    }

    /// Sets whether each rate is announced on standard output: 1 says so, 0, unless set, does not.
    public LearningRateScheduler verbose(int verbose) {
        this.verbose = verbose;
        return this;
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        double rate = schedule.rate(epoch, training.optimizer().learningRate());
        training.optimizer().setLearningRate(rate);
        if (verbose > 0) {
            System.out.println(
                    "\nEpoch " + (epoch + 1) + ": LearningRateScheduler setting learning rate to " + rate + ".");
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        logs.put("learning_rate", training.optimizer().learningRate());
    }
}
