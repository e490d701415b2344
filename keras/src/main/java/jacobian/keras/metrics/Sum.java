package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import java.util.List;
import java.util.Optional;

/// The weighted sum of all values given.
public final class Sum extends Accumulator {

    public Sum() {}

    public Sum(String name) {
        putName(name);
    }

    /// In what type is gathered; float32 unless set.
    public Sum dtype(DType dtype) {
        putDType(dtype);
        return this;
    }

    /// Made at the first use, when their type is known.
    @Override
    public List<Variable> variables() {
        if (super.variables().isEmpty()) {
            freeze();
            addVariable("total");
        }
        return super.variables();
    }

    private Tensor total() {
        return variables().get(0).tensor();
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
        var weighed = Weighed.of(values.cast(dtype()), sampleWeight, Tensor::sum);
        updates.set(variables().get(0), total().add(weighed.values().sum()));
    }

    @Override
    public Tensor result() {
        return total();
    }
}
