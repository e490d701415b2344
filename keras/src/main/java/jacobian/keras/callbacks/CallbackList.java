package jacobian.keras.callbacks;

import java.util.List;
import java.util.Map;

/// Several callbacks as one, called in their order.
public final class CallbackList extends Callback {
    private final List<Callback> callbacks;

    public CallbackList(List<? extends Callback> callbacks) {
        this.callbacks = List.copyOf(callbacks);
    }

    public List<Callback> callbacks() {
        return callbacks;
    }

    @Override
    public void onTrainBegin(Training training) {
        callbacks.forEach(each -> each.onTrainBegin(training));
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        callbacks.forEach(each -> each.onTrainEnd(training, logs));
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        callbacks.forEach(each -> each.onEpochBegin(training, epoch));
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        callbacks.forEach(each -> each.onEpochEnd(training, epoch, logs));
    }

    @Override
    public void onTrainBatchBegin(Training training, long batch) {
        for (var each : callbacks) {
            each.onTrainBatchBegin(training, batch);
        }
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        for (var each : callbacks) {
            each.onTrainBatchEnd(training, batch, logs);
        }
    }

    @Override
    public void onTestBegin(Training training) {
        callbacks.forEach(each -> each.onTestBegin(training));
    }

    @Override
    public void onTestEnd(Training training, Map<String, Double> logs) {
        callbacks.forEach(each -> each.onTestEnd(training, logs));
    }
}
