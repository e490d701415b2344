package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Setting;
import jacobian.keras.losses.Weighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A metric of binary decisions: a score above a threshold is a yes. With several thresholds the result has one
/// number for each.
///
/// @param <M> the metric itself
public abstract class DecisionMetric<M extends DecisionMetric<M>> extends FluentMetric<M> {
    private final Setting<List<Double>> thresholds =
            this.<List<Double>>optional("thresholds", List.class).elements(Double.class);
    private final Setting<Integer> topK = optional("top_k", Integer.class);
    private final Setting<Integer> classId = optional("class_id", Integer.class);
    private final List<Variable> counts = new ArrayList<>();

    DecisionMetric() {}

    /// From which score on, exclusively, a value counts as positive; 0.5 unless set.
    public M thresholds(double... thresholds) {
        return set(this.thresholds, Arrays.stream(thresholds).boxed().toList());
    }

    /// Only the `topK` highest scores of a sample count as positive.
    public M topK(int topK) {
        return set(this.topK, topK);
    }

    /// Only this class, a position on the last axis, counts.
    public M classId(int classId) {
        return set(this.classId, classId);
    }

    /// Names of the variables.
    abstract List<String> counts();

    /// The counts that this metric gathers, in the order of their names.
    abstract List<Tensor> counts(Confusion confusion);

    abstract Tensor result(List<Tensor> counts);

    /// Variables are as many as thresholds, which are known from the first use on.
    @Override
    public List<Variable> variables() {
        if (counts.isEmpty()) {
            freeze();
            counts().forEach(name -> counts.add(addVariable(name, borders().size())));
        }
        return List.copyOf(counts);
    }

    private List<Double> borders() {
        double standard = find(topK).isPresent() ? Double.NEGATIVE_INFINITY : 0.5;
        return find(thresholds).orElse(List.of(standard));
    }

    @Override
    protected void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
        var scores = find(topK).map(k -> Confusion.onlyTop(yPred, k)).orElse(yPred);
        var target = find(classId).map(id -> yTrue.at(-1, id)).orElse(yTrue);
        var chosen = find(classId).isPresent() ? scores.at(-1, find(classId).get()) : scores;
        var added = counts(
                Confusion.of(target, chosen, weighting, Thresholds.of(borders()).in(dtype())));
        for (int i = 0; i < added.size(); i++) {
            updates.set(variables().get(i), variables().get(i).tensor().add(added.get(i)));
        }
    }

    @Override
    public Tensor result() {
        var result = result(variables().stream().map(Variable::tensor).toList());
        return borders().size() == 1 ? result.at(0, 0) : result;
    }
}
