package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Updates;
import jacobian.keras.config.Setting;
import jacobian.keras.data.Dataset;
import jacobian.keras.initializers.Ones;
import jacobian.keras.initializers.Zeros;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// `(x - mean) / sqrt(variance)`, with statistics given or learned from data by [#adapt]; training does not
/// change them.
///
/// Each position along the kept axes has its own mean and variance. A variance of 0 counts as 1e-14. Input and
/// output have the same shape.
///
/// ```java
/// var normalization = new Normalization();
/// normalization.adapt(train);
/// ```
public final class Normalization extends FluentLayer<Normalization> {
    private static final double EPSILON = 1e-7;
    private static final int ADAPT_BATCH = 1024;

    private final Setting<List<Integer>> axis = setting("axis", List.of(-1));
    private final Setting<List<Double>> mean =
            this.<List<Double>>optional("mean", List.class).elements(Double.class);
    private final Setting<List<Double>> variance =
            this.<List<Double>>optional("variance", List.class).elements(Double.class);
    private final Setting<Boolean> invert = setting("invert", false);

    /// Mean and variance of `count` rows.
    private record Statistics(Tensor mean, Tensor variance, double count) {
        static Statistics of(Tensor x, int... reduced) {
            boolean all = reduced.length == 0;
            return new Statistics(
                    all ? x : x.mean(reduced),
                    all ? x.zerosLike() : x.var(reduced),
                    all ? 1 : x.shape().size(0));
        }

        /// The statistics of both parts together.
        Statistics with(Statistics other) {
            double share = other.count / (count + other.count);
            var both = mean.multiply(1 - share).add(other.mean.multiply(share));
            var own = variance.add(mean.subtract(both).square()).multiply(1 - share);
            var others = other.variance.add(other.mean.subtract(both).square()).multiply(share);
            var sum = own.add(others);
            both.buffer();
            sum.buffer();
            return new Statistics(both, sum, count + other.count);
        }
    }

    /// Sets the axes that are kept; the last one unless set, and with none one mean for all values.
    public Normalization axis(int... axis) {
        return set(this.axis, IntStream.of(axis).boxed().toList());
    }

    /// Sets the mean: one number, or one for each position along the kept axis. Needs [#variance] too.
    public Normalization mean(double... mean) {
        return set(this.mean, DoubleStream.of(mean).boxed().toList());
    }

    /// Sets the variance: one number, or one for each position along the kept axis.
    public Normalization variance(double... variance) {
        return set(this.variance, DoubleStream.of(variance).boxed().toList());
    }

    /// Sets whether the layer goes the other way, from normalized values to those of the data.
    public Normalization invert(boolean invert) {
        return set(this.invert, invert);
    }

    @Override
    protected void build(Shape input) {
        if (find(mean).isPresent() != find(variance).isPresent()) {
            throw new IllegalStateException(this + " has one of mean and variance: set both, or none and call adapt");
        }
        if (find(mean).isPresent()) {
            return;
        }
        var shape = Shape.of(kept(input).stream().map(input::dim).toList());
        if (!shape.isKnown()) {
            throw new ShapeException(
                    this + " cannot take " + input + "\n  needs  known sizes along axes " + value(axis));
        }
        state("mean", new Zeros().apply(shape, dtype()));
        state("variance", new Ones().apply(shape, dtype()));
        state("count", Tensor.scalar(0, DType.INT32));
    }

    /// The kept axes, counted from 0 and in order.
    private List<Integer> kept(Shape input) {
        return value(axis).stream().map(input::axis).sorted().toList();
    }

    private int[] reduced(Shape input) {
        var kept = kept(input);
        return IntStream.range(0, input.rank())
                .filter(axis -> !kept.contains(axis))
                .toArray();
    }

    /// Learns mean and variance from `data`, one example a row.
    public void adapt(TensorLike data) {
        refuseGiven();
        var x = data.tensor().cast(dtype());
        ensureBuilt(List.of(x.type()));
        var found = Statistics.of(x, reduced(x.shape()));
        learn(found.mean(), found.variance());
    }

    /// Learns mean and variance from the only input of `data`, batch by batch.
    public void adapt(Dataset data) {
        var total = Optional.<Statistics>empty();
        var batched = data.isBatched() ? data : data.batch(ADAPT_BATCH);
        for (var batch : batched.batches(0)) {
            var x = batch.input().cast(dtype());
            refuseGiven();
            ensureBuilt(List.of(x.type()));
            var next = Statistics.of(x, reduced(x.shape()));
            total = Optional.of(total.map(before -> before.with(next)).orElse(next));
        }
        var found = total.orElseThrow(
                () -> new IllegalArgumentException(this + " cannot learn from a data set without examples"));
        learn(found.mean(), found.variance());
    }

    private void refuseGiven() {
        if (find(mean).isPresent()) {
            throw new IllegalStateException(this + " was given its mean: it has nothing to learn from data");
        }
    }

    private void learn(Tensor mean, Tensor variance) {
        var shape = variable("mean").shape();
        if (!mean.shape().fixed().equals(shape)) {
            throw new ShapeException(this + " cannot adapt to data whose mean is " + mean.shape() + "\n  needs  "
                    + shape + ", as at its first call");
        }
        Updates.with(updates -> updates.set(variable("mean"), mean).set(variable("variance"), variance));
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var x = input.cast(computeDtype());
        var mean = find(this.mean).map(given -> given(given, x)).orElseGet(() -> spread(weight("mean"), x));
        var variance = find(this.variance).map(given -> given(given, x)).orElseGet(() -> spread(weight("variance"), x));
        var deviation = variance.sqrt().maximum(x.constant(EPSILON, x.dtype()));
        return value(invert)
                ? x.multiply(deviation).add(mean)
                : x.subtract(mean).divide(deviation);
    }

    private Tensor given(List<Double> numbers, Tensor x) {
        if (numbers.size() == 1) {
            return x.constant(numbers.get(0), x.dtype());
        }
        var values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        return spread(Tensor.float64(values).cast(x.dtype()).reshape(Shape.of(numbers.size())), x);
    }

    /// A tensor of the kept axes in a shape that broadcasts to that of `x`.
    private Tensor spread(Tensor statistics, Tensor x) {
        var kept = kept(x.shape());
        var shape = x.shape();
        for (int i = 0; i < x.rank(); i++) {
            shape = shape.with(i, kept.contains(i) ? statistics.shape().dim(kept.indexOf(i)) : Dim.fixed(1));
        }
        return statistics.reshape(shape);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
