package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.losses.SameRank;
import java.util.Optional;

/// The root of the mean squared difference over all values: sqrt(mean((yTrue - yPred)^2)).
public final class RootMeanSquaredError extends SampleMean<RootMeanSquaredError> {
    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        var same = SameRank.of(yTrue, yPred);
        return same.second().subtract(same.first()).square();
    }

    @Override
    public Tensor result() {
        return super.result().sqrt();
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }
}
