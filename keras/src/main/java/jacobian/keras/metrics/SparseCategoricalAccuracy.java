package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import java.util.Optional;

/// How often the class of highest score is the one whose index the target is.
public final class SparseCategoricalAccuracy extends SampleMean<SparseCategoricalAccuracy> {
    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        var matches = Matches.of(Matches.labels(this, yTrue, yPred), yPred.argmax(-1));
        return matches.rank() > 1 && matches.shape().dim(-1).isOne() ? matches.squeeze(-1) : matches;
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
