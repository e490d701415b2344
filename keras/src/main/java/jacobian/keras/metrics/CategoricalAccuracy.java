package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import java.util.Optional;

/// How often the class of highest score is the one that the one-hot target has.
public final class CategoricalAccuracy extends SampleMean<CategoricalAccuracy> {
    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        return Matches.of(Matches.oneHotLabels(this, yTrue, yPred), yPred.argmax(-1));
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
