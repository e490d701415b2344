package jacobian.keras.metrics;

import jacobian.engine.graph.ScatterAdd;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Config;
import jacobian.keras.losses.Weighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far regions of classes overlap: for each class intersection / union, tp / (tp + fp + fn), averaged over
/// the classes wanted that occur. Counts are gathered in a matrix of true and predicted classes; values whose
/// class is out of range do not count.
///
/// @param <M> the metric itself
public abstract class Overlap<M extends Overlap<M>> extends FluentMetric<M> {
    private final List<Variable> matrix = new ArrayList<>();

    Overlap() {}

    @Override
    final DType standardDType() {
        return DType.INT32;
    }

    /// How many classes there are.
    abstract int classes();

    /// The classes over which is averaged.
    abstract List<Integer> wanted();

    /// The true class of each value.
    abstract Tensor trueClasses(Tensor yTrue);

    /// The predicted class of each value.
    abstract Tensor predictedClasses(Tensor yPred);

    /// A true class whose values do not count.
    Optional<Integer> ignored() {
        return Optional.empty();
    }

    @Override
    public List<Variable> variables() {
        if (matrix.isEmpty()) {
            freeze();
            matrix.add(addVariable(dtype(), "total_confusion_matrix", classes(), classes()));
        }
        return List.copyOf(matrix);
    }

    @Override
    protected void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
        var truth = trueClasses(yTrue);
        var target = truth.ravel().cast(DType.INT32);
        var guess = predictedClasses(yPred).ravel().cast(DType.INT32);
        var valid = inRange(target).logicalAnd(inRange(guess));
        if (ignored().isPresent()) {
            valid = valid.logicalAnd(target.notEqual(target.constant(ignored().get(), DType.INT32)));
        }
        var place = target.multiply(target.constant(classes(), DType.INT32)).add(guess);
        var cell = valid.select(place, place.zerosLike());
        var weight = weights(truth, weighting).ravel();
        var counted = valid.select(weight, weight.zerosLike());
        var added = counted.apply(new ScatterAdd(0, Dim.fixed(classes() * classes())), List.of(cell, counted));
        var total = variables().getFirst();
        updates.set(total, total.tensor().add(added.reshape(classes(), classes())));
    }

    private Tensor inRange(Tensor classes) {
        var zero = classes.constant(0, DType.INT32);
        return classes.greaterEqual(zero).logicalAnd(classes.less(classes.constant(classes(), DType.INT32)));
    }

    /// A weight for each value, of the type in which is counted.
    private Tensor weights(Tensor truth, Weighting weighting) {
        return weighting
                .factors(DType.FLOAT32, false)
                .map(each -> {
                    var weight = each.cast(dtype());
                    while (weight.rank() < truth.rank()) {
                        weight = weight.expandDims(-1);
                    }
                    return weight.broadcastTo(truth.shape());
                })
                .orElseGet(() -> truth.cast(dtype()).onesLike());
    }

    @Override
    public Tensor result() {
        var total = variables().getFirst().tensor();
        var both = chosen(total.ravel(), classes() + 1);
        var either = chosen(total.sum(0).add(total.sum(1)), 1).subtract(both);
        var occurs = either.greater(either.constant(1e-9, DType.FLOAT32));
        var epsilon = either.constant(Config.epsilon(), DType.FLOAT32);
        var overlap = occurs.select(both.divide(either.add(epsilon)), either.zerosLike());
        return overlap.sum().divide(occurs.cast(DType.FLOAT32).sum().add(epsilon));
    }

    /// The elements that belong to the classes wanted, `step` apart.
    private Tensor chosen(Tensor values, int step) {
        var places = wanted().stream().mapToInt(id -> id * step).toArray();
        return values.take(Tensor.of(places), 0).cast(DType.FLOAT32);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
