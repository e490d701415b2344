package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// How often the class whose index the target is is among the `k` of highest score.
public final class SparseTopKCategoricalAccuracy extends SampleMean<SparseTopKCategoricalAccuracy> {
    private final Setting<Integer> k = setting("k", 5);

    /// How many classes may be guessed; 5 unless set.
    public SparseTopKCategoricalAccuracy k(int k) {
        return set(this.k, Checks.positive("k", k));
    }

    @Override
    protected Tensor values(Tensor yTrue, Tensor yPred) {
        return Matches.topK(Matches.labels(this, yTrue, yPred), yPred, value(k));
    }
}
