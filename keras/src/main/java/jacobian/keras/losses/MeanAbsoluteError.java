package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// The mean of the absolute differences along the last axis: mean(|yTrue - yPred|).
public final class MeanAbsoluteError extends PairedLoss<MeanAbsoluteError> {
    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        return yTrue.subtract(yPred).abs().mean(-1);
    }
}
