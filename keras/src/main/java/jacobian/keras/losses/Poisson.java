package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// mean(yPred - yTrue log(yPred + 1e-7)) along the last axis: the loss of counts whose expectation is predicted.
public final class Poisson extends PairedLoss<Poisson> {
    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        return yPred.subtract(yTrue.multiply(yPred.add(epsilon(yPred)).log())).mean(-1);
    }
}
