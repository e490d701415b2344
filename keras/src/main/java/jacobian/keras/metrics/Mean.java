package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.losses.Weighting;
import java.util.List;
import java.util.Optional;

/// The weighted mean of all values given: sum(weight value) / sum(weight), and 0 before any.
public final class Mean extends Accumulator {

    public Mean() {}

    public Mean(String name) {
        putName(name);
    }

    /// In what type is gathered; float32 unless set.
    public Mean dtype(DType dtype) {
        putDType(dtype);
        return this;
    }

    /// Made at the first use, when their type is known.
    @Override
    public List<Variable> variables() {
        if (super.variables().isEmpty()) {
            freeze();
            addVariable("total");
            addVariable("count");
        }
        return super.variables();
    }

    private Tensor total() {
        return variables().get(0).tensor();
    }

    private Tensor count() {
        return variables().get(1).tensor();
    }

    /// Adds values: axis 0 counts samples, over the others they are averaged first.
    public void updateState(TensorLike values) {
        Updates.with(updates -> update(updates, values.tensor(), Optional.empty()));
    }

    /// Adds values with a weight for each sample, or for each value.
    public void updateState(TensorLike values, TensorLike sampleWeight) {
        Updates.with(updates -> update(updates, values.tensor(), Optional.of(sampleWeight.tensor())));
    }

    /// As [#updateState], as part of an update of more.
    public void update(Updates updates, Tensor values, Optional<Tensor> sampleWeight) {
        var weighed = Weighed.of(values.cast(dtype()), sampleWeight, Tensor::mean);
        updates.set(variables().get(0), total().add(weighed.values().sum()));
        updates.set(variables().get(1), count().add(samples(weighed)));
    }

    private Tensor samples(Weighed weighed) {
        var values = weighed.values();
        return weighed.weight()
                .map(Tensor::sum)
                .orElseGet(() -> values.rank() == 0 ? values.constant(1, dtype()) : values.count(dtype(), 0));
    }

    @Override
    public Tensor result() {
        return Weighting.ratio(total(), count());
    }
}
