package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.losses.Weighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A metric computed from the four counts of binary decisions at many thresholds.
///
/// @param <M> the metric itself
public abstract class CurveMetric<M extends CurveMetric<M>> extends FluentMetric<M> {
    private static final List<String> NAMES =
            List.of("true_positives", "false_positives", "true_negatives", "false_negatives");

    private final List<Variable> counts = new ArrayList<>();

    CurveMetric() {}

    /// The thresholds at which is counted.
    abstract Thresholds borders();

    /// The counts of one batch.
    abstract Confusion count(Tensor yTrue, Tensor yPred, Weighting weighting);

    /// The sizes of the variables, once they are known.
    Optional<int[]> sizes() {
        return Optional.of(new int[] {borders().count()});
    }

    abstract Tensor result(Confusion counts);

    /// The four counts; none before they are known to have how many labels.
    @Override
    public List<Variable> variables() {
        if (counts.isEmpty() && sizes().isPresent()) {
            freeze();
            NAMES.forEach(name -> counts.add(addVariable(name, sizes().get())));
        }
        return List.copyOf(counts);
    }

    @Override
    protected void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
        var added = count(yTrue, yPred, weighting).all();
        for (int i = 0; i < added.size(); i++) {
            updates.set(variables().get(i), variables().get(i).tensor().add(added.get(i)));
        }
    }

    @Override
    public Tensor result() {
        var all = variables().stream().map(Variable::tensor).toList();
        if (all.isEmpty()) {
            throw new IllegalStateException(
                    this + " has no result yet: how many labels there are is known from the first batch on");
        }
        return result(new Confusion(all.get(0), all.get(1), all.get(2), all.get(3)));
    }
}
