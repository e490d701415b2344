package jacobian.keras.metrics;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Setting;
import jacobian.keras.losses.SameRank;
import jacobian.keras.losses.Weighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The coefficient of determination, 1 - sum((t - p)^2) / sum((t - mean(t))^2), of each column of targets and
/// predictions `(batch, columns)`: 1 is perfect, 0 as good as always predicting the mean.
public final class R2Score extends FluentMetric<R2Score> {
    /// How the scores of columns become one number.
    public enum Aggregation {
        /// Their mean.
        UNIFORM_AVERAGE,
        /// Their mean, weighed by the variance of each column.
        VARIANCE_WEIGHTED_AVERAGE,
        /// The result has a score for each column.
        NONE;

        /// The name in files.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> NAMES = List.of("squared_sum", "sum", "residual", "count");

    private final Setting<Aggregation> classAggregation =
            setting("class_aggregation", Aggregation.class, Aggregation.UNIFORM_AVERAGE);
    private final Setting<Integer> numRegressors = setting("num_regressors", 0);
    private final List<Variable> columns = new ArrayList<>();

    /// How columns become one number; by their mean unless set.
    public R2Score classAggregation(Aggregation classAggregation) {
        return set(this.classAggregation, classAggregation);
    }

    /// How many inputs a linear model has, for the adjusted score 1 - (1 - r2) (n - 1) / (n - p - 1) of n
    /// samples; 0, which adjusts nothing, unless set. With fewer than p + 2 samples nothing is adjusted.
    public R2Score numRegressors(int numRegressors) {
        if (numRegressors < 0) {
            throw new IllegalArgumentException(
                    "num_regressors=" + numRegressors + ": needs a whole number of 0 or more");
        }
        return set(this.numRegressors, numRegressors);
    }

    /// The number of samples, and the sums of columns once it is known how many there are.
    @Override
    public List<Variable> variables() {
        if (super.variables().isEmpty()) {
            freeze();
            addVariable("num_samples");
        }
        return super.variables();
    }

    private Variable samples() {
        return variables().getFirst();
    }

    @Override
    protected void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
        var same = SameRank.of(yTrue.cast(dtype()), yPred.cast(dtype()));
        var target = same.first();
        if (target.rank() != 2 || same.second().rank() != 2) {
            throw new ShapeException(this + " cannot compare the target " + yTrue.shape() + " with the prediction "
                    + yPred.shape() + "\n  needs  (batch, columns) for both\n  mend   reshape them to two axes");
        }
        if (columns.isEmpty()) {
            variables();
            int size = same.second().shape().size(1);
            NAMES.forEach(name -> columns.add(addVariable(name, size)));
        }
        var weight = weighting
                .factors(dtype(), false)
                .map(each -> (each.rank() == 1 ? each.expandDims(1) : each).broadcastTo(target.shape()))
                .orElseGet(target::onesLike);
        var weighed = target.multiply(weight);
        var added = List.of(
                target.multiply(weighed),
                weighed,
                target.subtract(same.second()).square().multiply(weight),
                weight);
        for (int i = 0; i < added.size(); i++) {
            var column = columns.get(i);
            updates.set(column, column.tensor().add(added.get(i).sum(0)));
        }
        updates.set(samples(), samples().tensor().add(target.count(dtype(), 0)));
    }

    @Override
    public Tensor result() {
        if (columns.isEmpty()) {
            throw new IllegalStateException(
                    this + " has no result yet: how many columns there are is known from the first batch on");
        }
        var sum = columns.get(1).tensor();
        var mean = sum.divide(columns.get(3).tensor());
        var total = columns.get(0).tensor().subtract(sum.multiply(mean));
        var scores = complement(columns.get(2).tensor().divide(total));
        var infinite = scores.abs().equal(scores.constant(Double.POSITIVE_INFINITY, scores.dtype()));
        return adjusted(aggregated(infinite.select(scores.zerosLike(), scores), total));
    }

    private Tensor aggregated(Tensor scores, Tensor total) {
        return switch (value(classAggregation)) {
            case UNIFORM_AVERAGE -> scores.mean();
            case VARIANCE_WEIGHTED_AVERAGE -> total.multiply(scores).sum().divide(total.sum());
            case NONE -> scores;
        };
    }

    private Tensor adjusted(Tensor score) {
        int inputs = value(numRegressors);
        if (inputs == 0) {
            return score;
        }
        var before = samples().tensor().subtract(score.constant(1, score.dtype()));
        var free = before.subtract(score.constant(inputs, score.dtype()));
        var enough = free.greater(free.zerosLike());
        var adjusted = complement(complement(score).multiply(before).divide(enough.select(free, free.onesLike())));
        return enough.select(adjusted, score);
    }

    private static Tensor complement(Tensor x) {
        return x.constant(1, x.dtype()).subtract(x);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
