package jacobian.keras.callbacks;

import jacobian.engine.tensor.Tensor;
import java.util.LinkedHashMap;
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

    public boolean isEmpty() {
        return callbacks.isEmpty();
    }

    /// The states of the callbacks by class and number.
    @Override
    public Map<String, Object> state() {
        var states = new LinkedHashMap<String, Object>();
        named().forEach((name, callback) -> states.put(name, callback.state()));
        return states;
    }

    @Override
    @SuppressWarnings("unchecked") // states are maps of texts
    public void restoreState(Map<String, Object> state) {
        named().forEach((name, callback) -> {
            if (state.get(name) instanceof Map<?, ?> found && !found.isEmpty()) {
                callback.restoreState((Map<String, Object>) found);
            }
        });
    }

    private Map<String, Callback> named() {
        var named = new LinkedHashMap<String, Callback>();
        for (var callback : callbacks) {
            int number = 0;
            while (named.containsKey(callback.getClass().getName() + "/" + number)) {
                number++;
            }
            named.put(callback.getClass().getName() + "/" + number, callback);
        }
        return named;
    }

    @Override
    public void onTrainBegin(Training training) {
        callbacks.forEach(each -> each.onTrainBegin(training));
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        callbacks.forEach(each -> each.onTrainEnd(training, logs));
    }

    /// All of them hear it, also where one throws.
    @Override
    public void onTrainFailed(Training training, Throwable cause) {
        for (var each : callbacks) {
            try {
                each.onTrainFailed(training, cause);
            } catch (RuntimeException e) {
                if (e != cause) {
                    cause.addSuppressed(e);
                }
            }
        }
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

    @Override
    public void onTestBatchBegin(Training training, long batch) {
        callbacks.forEach(each -> each.onTestBatchBegin(training, batch));
    }

    @Override
    public void onTestBatchEnd(Training training, long batch, Logs logs) {
        callbacks.forEach(each -> each.onTestBatchEnd(training, batch, logs));
    }

    @Override
    public void onPredictBegin(Training training) {
        callbacks.forEach(each -> each.onPredictBegin(training));
    }

    @Override
    public void onPredictEnd(Training training) {
        callbacks.forEach(each -> each.onPredictEnd(training));
    }

    @Override
    public void onPredictBatchBegin(Training training, long batch) {
        callbacks.forEach(each -> each.onPredictBatchBegin(training, batch));
    }

    @Override
    public void onPredictBatchEnd(Training training, long batch, List<Tensor> outputs) {
        callbacks.forEach(each -> each.onPredictBatchEnd(training, batch, outputs));
    }
}
