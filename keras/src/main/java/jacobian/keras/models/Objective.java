package jacobian.keras.models;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Config;
import jacobian.keras.layers.Masks;
import jacobian.keras.losses.Weighting;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.metrics.Mean;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The loss of a model and its metrics, over all outputs.
final class Objective {
    private final Mean loss = new Mean("loss").dtype(Config.floatx().wide());

    /// What the loss has added up to is copied here to be looked at.
    private final MemorySegment sum =
            MemorySegment.ofArray(new byte[loss.dtype().bytes()]);

    private @Nullable Variable total;
    private final List<Goal> goals;
    private final List<String> targets;
    private final Map<String, Accumulator> logs = new LinkedHashMap<>();
    private final List<String> declared;

    /// @param outputs the names of the outputs
    /// @param targets the names of the outputs that the targets of a batch belong to
    /// @param declared the metrics that model and layers have declared
    Objective(List<Goal> goals, List<String> outputs, List<String> targets, List<Accumulator> declared) {
        this.goals = goals;
        this.targets = targets;
        this.declared = declared.stream().map(Accumulator::name).toList();
        logs.put("loss", loss);
        goals.forEach(goal -> goal.tracker().ifPresent(tracker -> logs.put(tracker.name(), tracker)));
        for (var goal : goals) {
            var prefix = outputs.size() > 1 ? outputs.get(goal.output()) + "_" : "";
            goal.metrics().forEach(metric -> log(prefix + metric.name(), metric));
        }
        for (var goal : goals) {
            var prefix = outputs.size() > 1 ? outputs.get(goal.output()) + "_" : "";
            goal.weightedMetrics()
                    .forEach(metric -> log(
                            logs.containsKey(prefix + metric.name())
                                    ? prefix + "weighted_" + metric.name()
                                    : prefix + metric.name(),
                            metric));
        }
        declared.forEach(metric -> log(metric.name(), metric));
        order();
    }

    /// Keras' order of what evaluate lists: the loss, metrics under their own names, the losses of the outputs,
    /// declared metrics; the others, whose names begin with an output or `weighted`, by the alphabet.
    private void order() {
        var plain = new ArrayList<String>(List.of("loss"));
        goals.forEach(goal -> goal.metrics().forEach(metric -> plain.add(metric.name())));
        goals.forEach(goal -> goal.weightedMetrics().forEach(metric -> plain.add(metric.name())));
        goals.forEach(goal -> goal.tracker().ifPresent(tracker -> plain.add(tracker.name())));
        plain.addAll(declared);
        var sorted = new LinkedHashMap<String, Accumulator>();
        Stream.concat(
                        plain.stream().filter(logs::containsKey),
                        logs.keySet().stream().sorted())
                .forEach(name -> sorted.putIfAbsent(name, Objects.requireNonNull(logs.get(name))));
        logs.clear();
        logs.putAll(sorted);
    }

    /// Two of one name are told apart by a number.
    private void log(String name, Accumulator metric) {
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

    /// Whether the loss of all batches so far is a number.
    boolean isFinite() {
        var known = total;
        if (known == null) {
            known = loss.variables().getFirst();
            total = known;
        }
        known.read(sum);
        return loss.dtype() == DType.FLOAT64
                ? Double.isFinite(sum.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0))
                : Float.isFinite(sum.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0));
    }

    /// The names of the outputs that the targets of a batch belong to.
    List<String> targets() {
        return targets;
    }

    /// The names of the metrics as Keras gives them.
    List<String> names(boolean hasCompiled) {
        var names = new ArrayList<>(List.of("loss"));
        if (hasCompiled) {
            names.add("compile_metrics");
        }
        goals.forEach(goal -> goal.tracker().ifPresent(tracker -> names.add(tracker.name())));
        names.addAll(declared);
        return names;
    }

    /// The losses of the outputs, each a scalar, in the order of the goals that have one.
    List<Tensor> losses(StepData batch, List<Tensor> predictions) {
        var losses = new ArrayList<Tensor>();
        for (var goal : goals) {
            goal.loss().ifPresent(loss -> {
                var prediction = predictions.get(goal.output());
                var weighting = new Weighting(batch.sampleWeight(goal.target()), Masks.of(prediction));
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
        for (var each : added) {
            var real = each.floating();
            weighted.add(real.rank() == 0 ? real : real.sum());
        }
        return weighted.stream()
                .reduce(Tensor::add)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no loss: say in compile what to make small, such as loss(new MeanSquaredError()), or"
                                + " let a layer call addLoss"));
    }

    /// Adds the losses of a batch to what is logged; `losses` is empty where the model computes its own.
    void measureLoss(Updates updates, StepData batch, Tensor total, List<Tensor> losses) {
        var size = Optional.of(batch.inputs().get(0).count(DType.FLOAT32, 0));
        loss.update(updates, total, size);
        int next = 0;
        for (var goal : goals) {
            if (goal.loss().isPresent() && next < losses.size()) {
                var value = losses.get(next++);
                goal.tracker().ifPresent(tracker -> tracker.update(updates, value, size));
            }
        }
    }

    /// Adds a batch to the metrics.
    void measure(Updates updates, StepData batch, List<Tensor> predictions) {
        for (var goal : goals) {
            var target = batch.targets().get(goal.target());
            var prediction = predictions.get(goal.output());
            goal.metrics().forEach(metric -> metric.add(updates, target, prediction, Weighting.NONE));
            // As in Keras a mask counts for metrics only where there are weights too.
            var weight = batch.sampleWeight(goal.target());
            var weighting = weight.isPresent() ? new Weighting(weight, Masks.of(prediction)) : Weighting.NONE;
            goal.weightedMetrics().forEach(metric -> metric.add(updates, target, prediction, weighting));
        }
    }
}
