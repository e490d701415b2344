package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.losses.SameRank;
import java.util.Optional;

/// How often a probability lies on the side of the threshold that its target of 0 or 1 asks for.
public final class BinaryAccuracy extends SampleMean<BinaryAccuracy> {
    private final Setting<Double> threshold = setting("threshold", 0.5);

    /// What is above it counts as 1; 0.5 unless set.
    public BinaryAccuracy threshold(double threshold) {
        return set(this.threshold, threshold);
    }

    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        var same = SameRank.of(yTrue, yPred);
        var p = same.second();
        return Matches.of(
                same.first(), p.greater(p.constant(value(threshold), p.dtype())).cast(p.dtype()));
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
