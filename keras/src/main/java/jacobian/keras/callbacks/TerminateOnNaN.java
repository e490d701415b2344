package jacobian.keras.callbacks;

/// Ends the run quietly as soon as the loss is not a number; without it `fit` throws and says where that began.
public final class TerminateOnNaN extends Callback {
    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        if (!Double.isFinite(logs.get("loss"))) {
            training.stop();
        }
    }
}
