package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.Setting;
import jacobian.keras.losses.SameRank;
import java.util.Optional;

/// Lin's concordance of target and prediction along `axis`, 2 cov(t, p) / (var(t) + var(p) + (mean(t) -
/// mean(p))^2), averaged over samples: 1 only where both are equal.
public final class ConcordanceCorrelation extends SampleMean<ConcordanceCorrelation> {
    private final Setting<Integer> axis = setting("axis", -1);

    /// The axis along which values are compared; the last unless set.
    public ConcordanceCorrelation axis(int axis) {
        return set(this.axis, axis);
    }

    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        var same = SameRank.of(yTrue, yPred);
        var targetMean = same.first().meanKeep(value(axis));
        var mean = same.second().meanKeep(value(axis));
        var target = same.first().subtract(targetMean);
        var prediction = same.second().subtract(mean);
        var norm = target.square()
                .meanKeep(value(axis))
                .add(prediction.square().meanKeep(value(axis)))
                .add(targetMean.subtract(mean).square());
        var shared = same.first().subtract(mean).multiply(prediction);
        var epsilon = norm.constant(Config.epsilon(), norm.dtype());
        return shared.add(shared).divide(norm.add(epsilon)).mean(value(axis));
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
