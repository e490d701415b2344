package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.losses.SameRank;
import java.util.Optional;

/// Pearson's correlation of target and prediction along `axis`, cov(t, p) / (std(t) std(p)), averaged over
/// samples: 1 where one is a rising line of the other.
public final class PearsonCorrelation extends SampleMean<PearsonCorrelation> {
    private final Setting<Integer> axis = setting("axis", -1);

    /// The axis along which values are compared; the last unless set.
    public PearsonCorrelation axis(int axis) {
        return set(this.axis, axis);
    }

    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        var same = SameRank.of(yTrue, yPred);
        return standard(same.first()).multiply(standard(same.second())).mean(value(axis));
    }

    /// Moved and scaled to mean 0 and deviation 1.
    private Tensor standard(Tensor x) {
        var centred = x.subtract(x.meanKeep(value(axis)));
        return centred.divide(centred.square().meanKeep(value(axis)).sqrt());
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
