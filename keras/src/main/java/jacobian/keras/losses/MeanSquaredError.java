package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// The mean of the squared differences along the last axis: mean((yTrue - yPred)^2).
public final class MeanSquaredError extends PairedLoss<MeanSquaredError> {
    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        return yTrue.subtract(yPred).square().mean(-1);
    }
}
