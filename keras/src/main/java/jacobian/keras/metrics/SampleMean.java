package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.losses.Weighting;
import java.util.List;

/// A metric that is a mean over samples.
abstract class SampleMean<M extends SampleMean<M>> extends FluentMetric<M> {
    final Mean mean = new Mean();

    @Override
    public List<Variable> variables() {
        return mean.variables();
    }

    @Override
    protected void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
        var factors = restricted(weighting, yTrue, yPred).factors(DType.FLOAT32, false);
        mean.update(updates, values(yTrue, yPred), factors);
    }

    /// The weighting under which this metric sees its values.
    Weighting restricted(Weighting weighting, Tensor yTrue, Tensor yPred) {
        return weighting;
    }

    /// The value of each sample.
    protected abstract Tensor values(Tensor yTrue, Tensor yPred);

    @Override
    public Tensor result() {
        return mean.result();
    }
}
