package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerState;
import jacobian.keras.losses.Measure;
import jacobian.keras.metrics.Mean;
import jacobian.keras.metrics.Metric;
import jacobian.keras.saving.StoredTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Goals from what the user wrote, once shapes are known.
final class Goals {
    private Goals() {}

    /// Calls the model once, so that all its weights are made; one that has steps of its own need not have a call.
    static Objective of(Model model, CompileOptions options, StepData batch, Feed feed) {
        if (!options.hasLoss() && !options.hasMetrics()) {
            return new Objective(List.of(), List.of(), targets(model, batch, feed), model.metrics());
        }
        var predictions = called(model, batch.inputs());
        var names = outputNames(model, predictions.size());
        options.check(names);
        var targets = targets(names, options, batch, feed);
        if (batch.sampleWeights().size() > 1 && batch.sampleWeights().size() != targets.size()) {
            throw new IllegalArgumentException(
                    "the data has " + batch.sampleWeights().size() + " sample weights for " + targets.size()
                            + " targets: give one for all of them, or one for each");
        }
        boolean several =
                names.stream().filter(name -> options.lossOf(name).isPresent()).count() > 1;
        var goals = new ArrayList<Goal>();
        for (int i = 0; i < names.size(); i++) {
            int target = targets.indexOf(names.get(i));
            if (target >= 0) {
                goals.add(goal(
                        names.get(i),
                        options,
                        several,
                        new Places(i, target),
                        batch.targets().get(target),
                        predictions.get(i)));
            }
        }
        return new Objective(goals, names, targets, model.metrics());
    }

    /// The outputs, of which only the types matter: what stateful layers keep stays as it is.
    private static List<Tensor> called(Model model, List<Tensor> inputs) {
        var states = states(model).toList();
        var before = states.stream().map(StoredTensor::value).toList();
        before.forEach(Tensor::buffer);
        var outputs = model.applyAll(inputs);
        for (int i = 0; i < states.size(); i++) {
            states.get(i).write().accept(before.get(i));
        }
        return outputs;
    }

    private static Stream<StoredTensor> states(Layer layer) {
        return Stream.concat(
                LayerState.keptStates(layer).stream(), layer.layers().stream().flatMap(Goals::states));
    }

    /// Where output and target are among those of the model and of the batch.
    private record Places(int output, int target) {}

    private static Goal goal(
            String name, CompileOptions options, boolean several, Places places, Tensor target, Tensor prediction) {
        var loss = options.lossOf(name);
        return new Goal(
                places.output(),
                places.target(),
                prediction.rank() == 0 ? 1 : prediction.shape().size(-1),
                loss,
                options.lossWeightOf(name).orElse(1.0),
                loss.filter(_ -> several)
                        .map(_ -> new Mean(name + "_loss").dtype(Config.floatx().wide())),
                metrics(options.metricsOf(name), target, prediction),
                metrics(options.weightedMetricsOf(name), target, prediction));
    }

    /// The targets as far as names are known, where nothing is compared with them.
    private static List<String> targets(Model model, StepData batch, Feed feed) {
        var names = feed.targetNames().isEmpty() ? model.outputNames() : feed.targetNames();
        int count = batch.targets().size();
        return names.size() == count ? names : outputNames(count);
    }

    /// The outputs that the targets belong to: by name, else all outputs, else those that have a loss.
    private static List<String> targets(List<String> names, CompileOptions options, StepData batch, Feed feed) {
        var wanted = names.stream().filter(options::needsTarget).toList();
        var given = feed.targetNames();
        int count = batch.targets().size();
        var targets = !given.isEmpty() ? given : count == names.size() ? names : wanted;
        if (count != targets.size() || !targets.containsAll(wanted)) {
            throw new IllegalArgumentException("the model has " + names.size() + " outputs " + names
                    + ", of which " + wanted + " need a target, but the data has " + count + " targets"
                    + (given.isEmpty() ? "" : " " + given));
        }
        return targets;
    }

    private static List<String> outputNames(Model model, int count) {
        return model.outputNames().isEmpty() ? outputNames(count) : model.outputNames();
    }

    private static List<String> outputNames(int count) {
        return count == 1
                ? List.of("output")
                : IntStream.range(0, count).mapToObj(i -> "output_" + i).toList();
    }

    private static List<Metric> metrics(List<Measure> measures, Tensor target, Tensor prediction) {
        return measures.stream()
                .map(each -> Metric.of(each, target.shape(), prediction.shape()))
                .toList();
    }
}
