package jacobian.keras.tuners;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.Training;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Keeps the best epoch of a run, and ends it when the search ends.
final class TrialWatch extends Callback {
    private final Objective objective;
    private final BooleanSupplier isStopped;
    private final Runnable start;
    private boolean abandoned;
    private int epoch = -1;
    private double score = Double.NaN;
    private Map<String, Double> metrics = Map.of();
    private List<Tensor> weights = List.of();

    /// @param start what is done when the model has its weights
    TrialWatch(Objective objective, BooleanSupplier isStopped, Runnable start) {
        this.objective = objective;
        this.isStopped = isStopped;
        this.start = start;
    }

    /// Whether the run ended because the search did.
    boolean isAbandoned() {
        return abandoned;
    }

    void abandon() {
        abandoned = true;
    }

    /// The best epoch, counted from 0; -1 where the objective was never a number.
    int epoch() {
        return epoch;
    }

    double score() {
        return score;
    }

    Map<String, Double> metrics() {
        return metrics;
    }

    List<Tensor> weights() {
        return weights;
    }

    @Override
    public void onTrainBegin(Training training) {
        start.run();
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        if (isStopped.getAsBoolean()) {
            abandoned = true;
            training.stop();
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        var value = logs.get(objective.name());
        boolean mayCome = objective.name().startsWith("val_")
                && logs.keySet().stream().noneMatch(name -> name.startsWith("val_"));
        if (value == null && !mayCome) {
            throw new MissingObjectiveException(
                    objective.name() + " is not logged, by which trials are compared:" + " there are " + logs.keySet());
        }
        if (value != null && objective.isBetter(value, score)) {
            this.epoch = epoch;
            score = value;
            metrics = new LinkedHashMap<>(logs);
            weights = training.model().getWeights();
        }
    }
}
