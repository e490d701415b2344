package jacobian.keras.callbacks;

import java.util.Map;

/// Validates with the moving averages of the weights, which an optimizer with `useEma(true)` keeps, and trains
/// on with the weights themselves.
public final class SwapEMAWeights extends Callback {
    private boolean swapOnEpoch;
    private boolean swapped;

    /// Sets whether the averages are also in the model from the end of each epoch to the beginning of the next,
    /// for callbacks that save it; they are not unless set.
    public SwapEMAWeights swapOnEpoch(boolean swapOnEpoch) {
        this.swapOnEpoch = swapOnEpoch;
        return this;
    }

    private void swap(Training training, boolean averages) {
        if (swapped != averages) {
            training.optimizer().swapAverages();
            swapped = averages;
        }
    }

    @Override
    public void onTrainBegin(Training training) {
        swapped = false;
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        swap(training, false);
    }

    @Override
    public void onTestBegin(Training training) {
        swap(training, true);
    }

    @Override
    public void onTestEnd(Training training, Map<String, Double> logs) {
        swap(training, false);
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        if (swapOnEpoch) {
            swap(training, true);
        }
    }

    /// After a run the model has the averages.
    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        swapped = false;
    }
}
