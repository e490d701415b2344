package jacobian.keras.models;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.keras.layers.Masks;
import jacobian.keras.losses.Weighting;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.metrics.Mean;
import jacobian.keras.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The loss of a model and its metrics, over all outputs.
final class Objective {
    private final Mean loss = new Mean("loss");
    private final List<Goal> goals;
    private final Map<String, Accumulator> logs = new LinkedHashMap<>();

    Objective(List<Goal> goals, List<String> outputs) {
        this.goals = goals;
        logs.put("loss", loss);
        goals.forEach(goal -> goal.tracker().ifPresent(tracker -> logs.put(tracker.name(), tracker)));
        for (var goal : goals) {
            var prefix = goals.size() > 1 ? outputs.get(goal.output()) + "_" : "";
            goal.metrics().forEach(metric -> log(prefix + metric.name(), metric));
        }
        for (var goal : goals) {
            var prefix = goals.size() > 1 ? outputs.get(goal.output()) + "_" : "";
            goal.weightedMetrics()
                    .forEach(metric -> log(
                            logs.containsKey(prefix + metric.name())
                                    ? prefix + "weighted_" + metric.name()
                                    : prefix + metric.name(),
                            metric));
        }
    }

    /// Two of one name are told apart by a number.
    private void log(String name, Metric metric) {
        var free = name;
        for (int i = 1; logs.containsKey(free); i++) {
            free = name + "_" + i;
        }
        logs.put(free, metric);
    }

    /// What is logged, by name: the loss, the losses of several outputs, the metrics, the weighted ones.
    Map<String, Accumulator> logs() {
        return logs;
    }

    List<Goal> goals() {
        return goals;
    }

    /// How many outputs have a loss.
    int lossCount() {
        return (int) goals.stream().filter(goal -> goal.loss().isPresent()).count();
    }

    /// The losses of the outputs, each a scalar, in the order of the goals that have one.
    List<Tensor> losses(StepArguments batch, List<Tensor> predictions) {
        var losses = new ArrayList<Tensor>();
        for (var goal : goals) {
            goal.loss().ifPresent(loss -> {
                var prediction = predictions.get(goal.output());
                var weighting = new Weighting(batch.weight(goal.target()), Masks.of(prediction));
                losses.add(loss.apply(batch.targets().get(goal.target()), prediction, weighting));
            });
        }
        return losses;
    }

    /// What is made small: the weighted sum of the losses, and what layers add.
    Tensor total(List<Tensor> losses, List<Tensor> added) {
        var weighted = new ArrayList<Tensor>();
        int next = 0;
        for (var goal : goals) {
            if (goal.loss().isPresent()) {
                var loss = losses.get(next++);
                weighted.add(
                        goal.lossWeight() == 1 ? loss : loss.multiply(loss.constant(goal.lossWeight(), loss.dtype())));
            }
        }
        weighted.addAll(added);
        return weighted.stream().reduce(Tensor::add).orElseThrow();
    }

    /// Adds a batch to everything that is logged.
    void measure(Updates updates, StepArguments batch, Tensor total, List<Tensor> losses, List<Tensor> predictions) {
        var size = Optional.of(batch.inputs().get(0).count(DType.FLOAT32, 0));
        loss.update(updates, total, size);
        int next = 0;
        for (var goal : goals) {
            if (goal.loss().isPresent()) {
                var value = losses.get(next++);
                goal.tracker().ifPresent(tracker -> tracker.update(updates, value, size));
            }
            var target = batch.targets().get(goal.target());
            var prediction = predictions.get(goal.output());
            goal.metrics().forEach(metric -> metric.add(updates, target, prediction, Weighting.NONE));
            // As in Keras a mask counts for metrics only where there are weights too.
            var weight = batch.weight(goal.target());
            var weighting = weight.isPresent() ? new Weighting(weight, Masks.of(prediction)) : Weighting.NONE;
            goal.weightedMetrics().forEach(metric -> metric.add(updates, target, prediction, weighting));
        }
    }
}
