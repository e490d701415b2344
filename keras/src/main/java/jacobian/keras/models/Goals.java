package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.losses.Measure;
import jacobian.keras.metrics.Mean;
import jacobian.keras.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Goals from what the user wrote, once shapes are known.
final class Goals {
    private Goals() {}

    static Objective of(Model model, CompileOptions options, StepArguments batch) {
        var predictions = model.applyAll(batch.inputs());
        var names = outputNames(model, predictions.size());
        options.check(names);
        if (batch.targets().size() != names.size()) {
            throw new IllegalArgumentException(model.name() + " has " + names.size() + " outputs " + names
                    + ", but the data has " + batch.targets().size() + " targets");
        }
        boolean several = IntStream.range(0, names.size())
                        .filter(i -> options.lossOf(names.get(i)).isPresent())
                        .count()
                > 1;
        var goals = new ArrayList<Goal>();
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var loss = options.lossOf(name);
            var tracker = loss.filter(_ -> several).map(_ -> new Mean(name + "_loss"));
            var target = batch.targets().get(i);
            goals.add(new Goal(
                    i,
                    i,
                    predictions.get(i).rank() == 0
                            ? 1
                            : predictions.get(i).shape().size(-1),
                    loss,
                    options.lossWeightOf(name).orElse(1.0),
                    tracker,
                    metrics(options.metricsOf(name), target, predictions.get(i)),
                    metrics(options.weightedMetricsOf(name), target, predictions.get(i))));
        }
        return new Objective(goals, names);
    }

    private static List<String> outputNames(Model model, int count) {
        if (!model.outputNames().isEmpty()) {
            return model.outputNames();
        }
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
