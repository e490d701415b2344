package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.losses.CosineSimilarity;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Weighting;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// The mean over all samples of what a function gives for each: it takes targets and predictions and returns
/// `(batch, ...)`.
public final class MeanMetricWrapper extends SampleMean<MeanMetricWrapper> {
    private final Setting<Loss> fn = required("fn", Loss.class);
    private final Optional<Direction> direction;

    public MeanMetricWrapper(String name, BinaryOperator<Tensor> values) {
        this(Loss.of(name, values), name, Optional.empty());
    }

    private MeanMetricWrapper(Loss loss, String name, Optional<Direction> direction) {
        put(fn, loss);
        this.direction = direction;
        putName(name);
        loss.dtype().ifPresent(this::putDType);
    }

    /// The mean of a loss over all samples, whatever its reduction.
    public static MeanMetricWrapper of(Loss loss) {
        return of(loss, loss.name());
    }

    /// The mean of a loss, under a name of its own.
    public static MeanMetricWrapper of(Loss loss, String name) {
        var better = loss instanceof CosineSimilarity ? Direction.UP : Direction.DOWN;
        return new MeanMetricWrapper(loss, name, Optional.of(better));
    }

    /// What is averaged.
    public Loss loss() {
        return value(fn);
    }

    /// Smaller is better for losses, but for the similarity that one of them becomes as a metric; unknown for a
    /// function.
    @Override
    public Optional<Direction> direction() {
        return direction;
    }

    @Override
    public Tensor values(Tensor yTrue, Tensor yPred) {
        return loss().measure(yTrue, yPred);
    }

    /// As in Keras, classes that a loss ignores leave the mean only where samples are weighed or masked anyway.
    @Override
    Weighting restricted(Weighting weighting, Tensor yTrue, Tensor yPred) {
        boolean weighed = weighting.weight().isPresent() || weighting.mask().isPresent();
        var valid = loss().validity(yTrue, yPred);
        return weighed && valid.isPresent() ? weighting.masked(valid.get()) : weighting;
    }
}
