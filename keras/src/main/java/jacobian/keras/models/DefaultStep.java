package jacobian.keras.models;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.Mode;
import jacobian.keras.losses.Loss;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.UnbuiltOptimizerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a step of training or testing does in a model that does not say otherwise.
final class DefaultStep {
    private static final System.Logger LOG = System.getLogger(DefaultStep.class.getName());

    private final Model model;
    private final Optimizer optimizer;
    private final Objective objective;
    private List<Variable> trained = List.of();
    private List<Tensor> losses = List.of();
    private List<Tensor> before = List.of();
    private @Nullable Gradients gradients;
    private @Nullable Map<String, Tensor> last;

    DefaultStep(Model model, Optimizer optimizer, Objective objective) {
        this.model = model;
        this.optimizer = optimizer;
        this.objective = objective;
    }

    /// Forgets what an earlier trace has left.
    void begin() {
        losses = List.of();
        before = List.of();
        gradients = null;
        last = null;
    }

    /// Whether the trace has come by [#train].
    boolean isTaken() {
        return gradients != null;
    }

    /// Whether `logs` are the results of the metrics and nothing else.
    boolean isLast(Map<String, Tensor> logs) {
        return logs == last;
    }

    /// The weights that are trained.
    List<Variable> trained() {
        return trained;
    }

    /// The values of [#trained] before the traced step.
    List<Tensor> before() {
        return before;
    }

    /// Scaled loss, loss and outputs of the traced step; nothing where it was another one.
    List<Tensor> results() {
        return gradients == null ? List.of() : gradients.results();
    }

    /// The losses of the outputs in the traced step, before they are summed.
    List<Tensor> losses() {
        return losses;
    }

    /// The loss of the only output.
    Optional<Loss> onlyLoss() {
        return objective.goals().size() == 1 ? objective.goals().getFirst().loss() : Optional.empty();
    }

    /// The gradients of the traced step, without loss scale.
    List<Optional<Tensor>> gradients() {
        return gradients == null
                ? List.of()
                : gradients.gradients().stream()
                        .map(gradient -> gradient.map(this::unscaled))
                        .toList();
    }

    private Tensor unscaled(Tensor gradient) {
        var one = gradient.constant(1, gradient.dtype());
        var scale = optimizer.scaleLoss(one);
        return scale == one ? gradient : gradient.divide(scale);
    }

    /// Forward, loss, gradients, the optimizer's step.
    Map<String, Tensor> train(StepData data) {
        prepare();
        var taken = Gradients.ofAll(() -> forward(data), trained);
        gradients = taken;
        before = trained.stream().map(Variable::tensor).toList();
        warnOfMissing(taken);
        var results = taken.results();
        measureLoss(data, results.get(1));
        var logs = model.computeMetrics(data, results.subList(2, results.size()));
        Updates.with(updates -> optimizer.update(updates, taken.gradients()));
        return logs;
    }

    /// Lets the optimizer take over the weights, before anything is traced that reads them.
    private void prepare() {
        trained = model.trainableWeights();
        if (trained.isEmpty()) {
            throw new IllegalStateException(
                    model.name() + " has no weights to train: they are frozen, or its layers have none");
        }
        if (!optimizer.isBuilt()) {
            throw new UnbuiltOptimizerException(optimizer, trained);
        }
    }

    /// What gradients are taken of, the total loss, and the outputs.
    private List<Tensor> forward(StepData data) {
        var predictions = model.applyAll(Mode.TRAINING, data.inputs());
        var total = model.computeLoss(data, predictions, Mode.TRAINING);
        var results = new ArrayList<Tensor>();
        results.add(optimizer.scaleLoss(total));
        results.add(total);
        results.addAll(predictions);
        return results;
    }

    /// The total loss of a batch in training.
    Tensor loss(StepData data) {
        return forward(data).get(1);
    }

    /// Forward and loss.
    Map<String, Tensor> test(StepData data) {
        var predictions = model.applyAll(Mode.INFERENCE, data.inputs());
        measureLoss(data, model.computeLoss(data, predictions, Mode.INFERENCE));
        return model.computeMetrics(data, predictions);
    }

    /// The weighted sum of the losses of the outputs, and what layers have added.
    Tensor computeLoss(StepData data, List<Tensor> predictions) {
        losses = objective.losses(data, predictions);
        return objective.total(losses, model.losses());
    }

    private void measureLoss(StepData data, Tensor total) {
        Updates.with(updates -> objective.measureLoss(updates, data, total, losses));
    }

    /// Adds the batch to the metrics; their results.
    Map<String, Tensor> computeMetrics(StepData data, List<Tensor> predictions) {
        Updates.with(updates -> objective.measure(updates, data, predictions));
        var results = new LinkedHashMap<String, Tensor>();
        objective.logs().forEach((name, metric) -> results.put(name, result(metric)));
        last = results;
        return results;
    }

    private static Tensor result(Accumulator metric) {
        var result = metric.result();
        return result.rank() == 0 ? result : result.mean();
    }

    /// The loss and the sum of squares of each gradient of the traced step.
    List<Tensor> squares() {
        var taken = Optional.ofNullable(gradients).orElseThrow();
        var squares = new ArrayList<Tensor>();
        squares.add(taken.results().get(1));
        for (int i = 0; i < trained.size(); i++) {
            squares.add(taken.gradient(i).square().sum());
        }
        return squares;
    }

    private void warnOfMissing(Gradients gradients) {
        var missing = new ArrayList<String>();
        for (int i = 0; i < trained.size(); i++) {
            if (gradients.gradients().get(i).isEmpty()) {
                missing.add(trained.get(i).name());
            }
        }
        if (!missing.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the loss does not depend on {0}: training does not change them",
                    missing);
        }
    }
}
