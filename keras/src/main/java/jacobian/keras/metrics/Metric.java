package jacobian.keras.metrics;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Updates;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Measure;
import jacobian.keras.losses.Weighting;
import java.util.function.BinaryOperator;

/// A number that compares predictions with targets, gathered batch by batch.
///
/// A mean over samples is a lambda: `Metric.of("bias", (yTrue, yPred) -> yPred.subtract(yTrue).mean(-1))`.
/// Anything else is a class with variables and two methods:
///
/// ```java
/// class Largest extends Metric {
///     private final Variable largest = addVariable("largest");
///
///     public void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
///         updates.set(largest, largest.tensor().maximum(yPred.subtract(yTrue).abs().max()));
///     }
///
///     public Tensor result() { return largest.tensor(); }
/// }
/// ```
public abstract class Metric extends Accumulator implements Measure {
    /// The mean over all samples of what `values` gives for each of them.
    public static Metric of(String name, BinaryOperator<Tensor> values) {
        return new MeanMetricWrapper(name, values);
    }

    /// The metric that `measure` stands for with targets and predictions of these shapes: itself, or the mean
    /// of a loss.
    public static Metric of(Measure measure, Shape yTrue, Shape yPred) {
        return switch (measure) {
            case Metric metric -> metric;
            case Loss loss -> MeanMetricWrapper.of(loss);
            case AutomaticMetric choice -> choice.metric(yTrue, yPred);
            default -> throw new IllegalArgumentException(measure + " is neither a loss nor a metric");
        };
    }

    /// Adds a batch.
    public final void updateState(TensorLike yTrue, TensorLike yPred) {
        updateState(yTrue, yPred, Weighting.NONE);
    }

    /// Adds a batch whose samples weigh `sampleWeight`.
    public final void updateState(TensorLike yTrue, TensorLike yPred, TensorLike sampleWeight) {
        updateState(yTrue, yPred, Weighting.of(sampleWeight));
    }

    /// Adds a batch under weights, a mask, or both.
    public final void updateState(TensorLike yTrue, TensorLike yPred, Weighting weighting) {
        Updates.with(updates -> add(updates, yTrue.tensor(), yPred.tensor(), weighting));
    }

    /// As [#updateState], as part of an update of more: a training step has one for all its variables.
    public final void add(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
        freeze();
        var prediction = computed(yPred);
        update(updates, yTrue.cast(prediction.dtype()), prediction, weighting);
    }

    /// Notes the new values of this metric's variables. Both tensors are of the floating type of the prediction.
    protected abstract void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting);
}
