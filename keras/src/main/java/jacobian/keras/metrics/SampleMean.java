package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.losses.Weighting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A metric that is a mean over samples.
abstract class SampleMean<M extends SampleMean<M>> extends FluentMetric<M> {
    private @Nullable Mean mean;

    /// Made at its first use, when the type in which is gathered is known.
    private Mean mean() {
        var made = mean;
        if (made == null) {
            made = new Mean().dtype(dtype());
            mean = made;
        }
        return made;
    }

    @Override
    public List<Variable> variables() {
        return mean().variables();
    }

    @Override
    protected void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
        var factors = restricted(weighting, yTrue, yPred).factors(dtype(), false);
        mean().update(updates, values(yTrue, yPred), factors);
    }

    /// The weighting under which this metric sees its values.
    Weighting restricted(Weighting weighting, Tensor yTrue, Tensor yPred) {
        return weighting;
    }

    /// The value of each sample: what the function of this metric gives in Keras.
    public abstract Tensor values(Tensor yTrue, Tensor yPred);

    @Override
    public Tensor result() {
        return mean().result();
    }
}
