package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import java.util.Optional;

/// The weighted sum of all values given.
public final class Sum extends Accumulator {
    private final Variable total = addVariable("total");

    public Sum() {}

    public Sum(String name) {
        putName(name);
    }

    public void updateState(TensorLike values) {
        Updates.with(updates -> update(updates, values.tensor(), Optional.empty()));
    }

    /// Adds values with a weight for each sample, or for each value.
    public void updateState(TensorLike values, TensorLike sampleWeight) {
        Updates.with(updates -> update(updates, values.tensor(), Optional.of(sampleWeight.tensor())));
    }

    /// As [#updateState], as part of an update of more.
    public void update(Updates updates, Tensor values, Optional<Tensor> sampleWeight) {
        var weighed = Weighed.of(values.cast(DType.FLOAT32), sampleWeight, Tensor::sum);
        updates.set(total, total.tensor().add(weighed.values().sum()));
    }

    @Override
    public Tensor result() {
        return total.tensor();
    }
}
