package jacobian.keras.callbacks;

import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Something to do while a model trains, is tested or predicts: a subclass overrides the moments it cares about.
///
/// ```java
/// class Print extends Callback {
///     public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) { IO.println(logs); }
/// }
/// ```
///
/// Epochs and batches count from 0.
public abstract class Callback {
    /// What this callback has found out so far, for a run that goes on later: texts, numbers, truths, tensors,
    /// and lists and maps of them.
    public Map<String, Object> state() {
        return Map.of();
    }

    /// Goes on from what [#state] gave in an earlier run; called after [#onTrainBegin]. Whole numbers are [Long].
    public void restoreState(Map<String, Object> state) {}

    public void onTrainBegin(Training training) {}

    /// Also called when the run ends early.
    public void onTrainEnd(Training training, Map<String, Double> logs) {}

    /// In place of [#onTrainEnd] where `fit` ends by an exception: data that cannot be read, a loss that is no
    /// number, a callback that throws. `fit` throws `cause` afterwards; what is thrown here is added to it as
    /// suppressed. Keras has no such moment.
    public void onTrainFailed(Training training, Throwable cause) {}

    public void onEpochBegin(Training training, int epoch) {}

    /// `logs` holds loss and metrics, after a validation also those that begin with `val_`. What a callback
    /// adds there is seen by those after it and by the history.
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {}

    public void onTrainBatchBegin(Training training, long batch) {}

    /// `logs` are those since the epoch began; reading them costs a moment.
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {}

    /// Before a validation within `fit`, and before `evaluate`.
    public void onTestBegin(Training training) {}

    public void onTestEnd(Training training, Map<String, Double> logs) {}

    /// Before a batch of a validation or of `evaluate`.
    public void onTestBatchBegin(Training training, long batch) {}

    /// `logs` are those since the pass began; reading them costs a moment.
    public void onTestBatchEnd(Training training, long batch, Logs logs) {}

    public void onPredictBegin(Training training) {}

    public void onPredictEnd(Training training) {}

    public void onPredictBatchBegin(Training training, long batch) {}

    /// `outputs` are those of this batch.
    public void onPredictBatchEnd(Training training, long batch, List<Tensor> outputs) {}
}
