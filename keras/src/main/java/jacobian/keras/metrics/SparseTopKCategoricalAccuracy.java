package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.Optional;

/// How often the class whose index the target is is among the `k` of highest score.
public final class SparseTopKCategoricalAccuracy extends SampleMean<SparseTopKCategoricalAccuracy> {
    private final Setting<Integer> k = setting("k", 5);
    private final Setting<Boolean> fromSortedIds = setting("from_sorted_ids", false);

    /// How many classes may be guessed; 5 unless set.
    public SparseTopKCategoricalAccuracy k(int k) {
        return set(this.k, Checks.positive("k", k));
    }

    /// Whether predictions are class indices, the likeliest first, rather than scores; they are scores unless
    /// set.
    public SparseTopKCategoricalAccuracy fromSortedIds(boolean fromSortedIds) {
        return set(this.fromSortedIds, fromSortedIds);
    }

    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        if (value(fromSortedIds)) {
            return Matches.among(Matches.labels(this, yTrue, yPred), yPred, value(k));
        }
        return Matches.topK(Matches.labels(this, yTrue, yPred), yPred, value(k));
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
