package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// mean(log(cosh(yPred - yTrue))) along the last axis: near 0 half the square, far away the distance less log 2.
public final class LogCosh extends PairedLoss<LogCosh> {
    @Override
    Tensor formula(Tensor yTrue, Tensor yPred) {
        var error = yPred.subtract(yTrue);
        return error.add(scaled(error, -2).softplus())
                .subtract(constant(error, Math.log(2)))
                .mean(-1);
    }
}
