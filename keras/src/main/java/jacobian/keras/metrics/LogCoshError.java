package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.losses.LogCosh;
import java.util.Optional;

/// The mean of log(cosh(yPred - yTrue)): the loss [LogCosh] under the name that Keras has for the metric.
public final class LogCoshError extends SampleMean<LogCoshError> {
    private final LogCosh loss = new LogCosh();

    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        return loss.call(yTrue, yPred);
    }

    @Override
    protected String automaticName() {
        return "logcosh";
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }
}
