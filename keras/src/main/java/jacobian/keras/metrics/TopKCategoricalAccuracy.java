package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.Optional;

/// How often the class that the one-hot target has is among the `k` of highest score.
public final class TopKCategoricalAccuracy extends SampleMean<TopKCategoricalAccuracy> {
    private final Setting<Integer> k = setting("k", 5);

    /// How many classes may be guessed; 5 unless set.
    public TopKCategoricalAccuracy k(int k) {
        return set(this.k, Checks.positive("k", k));
    }

    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        return Matches.topK(Matches.oneHotLabels(this, yTrue, yPred), yPred, value(k));
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
