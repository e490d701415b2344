package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// 100 mean(|(yTrue - yPred) / yTrue|) along the last axis; targets below 1e-7 in size count as 1e-7.
public final class MeanAbsolutePercentageError extends PairedLoss<MeanAbsolutePercentageError> {
    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        var size = yTrue.abs().maximum(epsilon(yTrue));
        return scaled(yTrue.subtract(yPred).divide(size).abs().mean(-1), 100);
    }
}
