package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.losses.SameRank;
import java.util.Optional;

/// How often predictions equal targets. For probabilities there are [BinaryAccuracy], [CategoricalAccuracy] and
/// [SparseCategoricalAccuracy], and [AutomaticMetric#ACCURACY] chooses between them.
public final class Accuracy extends SampleMean<Accuracy> {
    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        var same = SameRank.of(yTrue, yPred);
        return Matches.of(same.first(), same.second());
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
