package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// mean((log(yTrue + 1) - log(yPred + 1))^2) along the last axis; values below 1e-7 count as 1e-7.
public final class MeanSquaredLogarithmicError extends PairedLoss<MeanSquaredLogarithmicError> {
    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        return logarithm(yPred).subtract(logarithm(yTrue)).square().mean(-1);
    }

    private static Tensor logarithm(Tensor x) {
        return x.maximum(epsilon(x)).add(constant(x, 1)).log();
    }
}
