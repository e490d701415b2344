package jacobian.keras.metrics;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Config;
import jacobian.keras.config.Setting;
import jacobian.keras.losses.Weighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The weighted harmonic mean of precision and recall, (1 + beta^2) p r / (beta^2 p + r), of each class, for
/// targets and predictions `(batch, classes)`.
///
/// @param <M> the metric itself
public abstract class FScore<M extends FScore<M>> extends FluentMetric<M> {
    /// How the scores of classes become one number.
    public enum Average {
        /// Counts are summed over classes before the score is computed.
        MICRO,
        /// The mean of the scores.
        MACRO,
        /// The mean of the scores, weighed by how often each class is true.
        WEIGHTED;

        /// The name in files.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> NAMES =
            List.of("true_positives", "false_positives", "false_negatives", "intermediate_weights");

    private final Setting<Average> average = optional("average", Average.class);
    private final Setting<Double> threshold = optional("threshold", Double.class);
    private final List<Variable> counts = new ArrayList<>();

    FScore() {}

    /// How classes become one number; unless set the result has a score for each class.
    public M average(Average average) {
        return set(this.average, average);
    }

    /// Above which score a class counts as chosen; unless set the class of highest score is.
    public M threshold(double threshold) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold=" + threshold + ": needs a number above 0, at most 1");
        }
        return set(this.threshold, threshold);
    }

    /// How much more recall counts than precision.
    abstract double beta();

    /// The counts, once the number of classes is known.
    @Override
    public List<Variable> variables() {
        return List.copyOf(counts);
    }

    private boolean isMicro() {
        return find(average).filter(Average.MICRO::equals).isPresent();
    }

    @Override
    protected void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
        if (yTrue.rank() != 2 || yPred.rank() != 2) {
            throw new ShapeException(this + " cannot compare the target " + yTrue.shape() + " with the prediction "
                    + yPred.shape() + "\n  needs  (batch, classes) for both\n  mend   one-hot encode the targets");
        }
        if (counts.isEmpty()) {
            int[] sizes = isMicro() ? new int[0] : new int[] {yPred.shape().size(1)};
            NAMES.forEach(name -> counts.add(addVariable(name, sizes)));
        }
        var target = yTrue.cast(dtype());
        var chosen = chosen(yPred).cast(dtype());
        var one = chosen.constant(1, chosen.dtype());
        var added = List.of(
                chosen.multiply(target),
                chosen.multiply(one.subtract(target)),
                one.subtract(chosen).multiply(target),
                target);
        for (int i = 0; i < added.size(); i++) {
            updates.set(counts.get(i), counts.get(i).tensor().add(sum(added.get(i), weighting)));
        }
    }

    private Tensor chosen(Tensor scores) {
        if (find(threshold).isPresent()) {
            return scores.greater(scores.constant(value(threshold), scores.dtype()));
        }
        var some = scores.abs().greater(scores.constant(1e-9, scores.dtype()));
        return scores.greaterEqual(scores.maxKeep(-1)).logicalAnd(some);
    }

    private Tensor sum(Tensor values, Weighting weighting) {
        var weighted = weighting
                .factors(dtype(), false)
                .map(each -> values.multiply(each.rank() == 1 ? each.expandDims(1) : each))
                .orElse(values);
        return isMicro() ? weighted.sum() : weighted.sum(0);
    }

    @Override
    public Tensor result() {
        if (counts.isEmpty()) {
            throw new IllegalStateException(
                    this + " has no result yet: how many classes there are is known from the first batch on");
        }
        var found = counts.get(0).tensor();
        var precision = quotient(found, found.add(counts.get(1).tensor()));
        var recall = quotient(found, found.add(counts.get(2).tensor()));
        var square = found.constant(beta() * beta(), found.dtype());
        var mean =
                quotient(precision.multiply(recall), precision.multiply(square).add(recall));
        return averaged(mean.multiply(found.constant(1 + beta() * beta(), found.dtype())));
    }

    private Tensor averaged(Tensor scores) {
        if (find(average).isEmpty()) {
            return scores;
        }
        return switch (value(average)) {
            case MICRO, MACRO -> scores.mean();
            case WEIGHTED -> {
                var weights = counts.get(3).tensor();
                yield scores.multiply(quotient(weights, weights.sum())).sum();
            }
        };
    }

    /// a / (b + 1e-7).
    private static Tensor quotient(Tensor a, Tensor b) {
        return a.divide(b.add(b.constant(Config.epsilon(), b.dtype())));
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
