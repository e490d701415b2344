package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.losses.Weighting;
import java.util.Optional;

/// The weighted mean of all values given: sum(weight value) / sum(weight), and 0 before any.
public final class Mean extends Accumulator {
    private final Variable total = addVariable("total");
    private final Variable count = addVariable("count");

    public Mean() {}

    public Mean(String name) {
        putName(name);
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
        var weighed = Weighed.of(values.cast(DType.FLOAT32), sampleWeight, Tensor::mean);
        updates.set(total, total.tensor().add(weighed.values().sum()));
        updates.set(count, count.tensor().add(samples(weighed)));
    }

    private static Tensor samples(Weighed weighed) {
        var values = weighed.values();
        return weighed.weight()
                .map(Tensor::sum)
                .orElseGet(
                        () -> values.rank() == 0 ? values.constant(1, DType.FLOAT32) : values.count(DType.FLOAT32, 0));
    }

    @Override
    public Tensor result() {
        return Weighting.ratio(total.tensor(), count.tensor());
    }
}
