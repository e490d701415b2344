package jacobian.keras.callbacks;

/// Ends the run quietly as soon as the loss is not a number; without it `fit` throws and says where that began.
public final class TerminateOnNaN extends Callback {
    private boolean raiseError;

    /// Sets whether the run ends with an exception instead; it ends quietly unless set.
    public TerminateOnNaN raiseError(boolean raiseError) {
        this.raiseError = raiseError;
        return this;
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        double loss = logs.get("loss");
        if (Double.isFinite(loss)) {
            return;
        }
        if (raiseError) {
            throw new ArithmeticException("the loss is " + loss + " after batch " + batch + ", counted from 0");
        }
        training.stop();
    }
}
