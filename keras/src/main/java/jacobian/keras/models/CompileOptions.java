package jacobian.keras.models;

import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What [Model#compile] takes beside the optimizer.
///
/// ```java
/// model.compile(new Adam(), c -> c
///         .loss("kind", new SparseCategoricalCrossentropy())
///         .loss("price", new Huber())
///         .lossWeight("price", 0.5)
///         .metrics("kind", ACCURACY));
/// ```
public final class CompileOptions {
    private Optional<Loss> loss = Optional.empty();
    private final Map<String, Loss> losses = new LinkedHashMap<>();
    private final Map<String, Double> lossWeights = new LinkedHashMap<>();
    private List<Measure> metrics = List.of();
    private List<Measure> weightedMetrics = List.of();
    private final Map<String, List<Measure>> metricsOf = new LinkedHashMap<>();
    private final Map<String, List<Measure>> weightedMetricsOf = new LinkedHashMap<>();

    CompileOptions() {}

    /// Sets the loss of the only output, or of every output.
    public CompileOptions loss(Loss loss) {
        this.loss = Optional.of(loss);
        return this;
    }

    /// Sets the loss of the output called `output`.
    public CompileOptions loss(String output, Loss loss) {
        losses.put(output, loss);
        return this;
    }

    /// Sets by what the loss of the output called `output` is multiplied in the sum; 1 unless set.
    public CompileOptions lossWeight(String output, double weight) {
        lossWeights.put(output, weight);
        return this;
    }

    /// Sets what is measured at the only output, or at every output; sample weights do not count.
    public CompileOptions metrics(Measure... metrics) {
        this.metrics = List.of(metrics);
        return this;
    }

    /// Sets what is measured at the output called `output`; sample weights do not count.
    public CompileOptions metrics(String output, Measure... metrics) {
        metricsOf.put(output, List.of(metrics));
        return this;
    }

    /// Sets what is measured at the only output, or at every output, under the sample and class weights.
    public CompileOptions weightedMetrics(Measure... metrics) {
        this.weightedMetrics = List.of(metrics);
        return this;
    }

    /// Sets what is measured at the output called `output` under the sample and class weights.
    public CompileOptions weightedMetrics(String output, Measure... metrics) {
        weightedMetricsOf.put(output, List.of(metrics));
        return this;
    }

    Optional<Loss> lossOf(String output) {
        return Optional.ofNullable(losses.get(output)).or(() -> loss);
    }

    Optional<Double> lossWeightOf(String output) {
        return Optional.ofNullable(lossWeights.get(output));
    }

    List<Measure> metricsOf(String output) {
        return metricsOf.getOrDefault(output, metrics);
    }

    List<Measure> weightedMetricsOf(String output) {
        return weightedMetricsOf.getOrDefault(output, weightedMetrics);
    }

    /// Refuses names that no output has.
    void check(List<String> outputs) {
        for (var names :
                List.of(losses.keySet(), lossWeights.keySet(), metricsOf.keySet(), weightedMetricsOf.keySet())) {
            for (var name : names) {
                if (!outputs.contains(name)) {
                    throw new IllegalArgumentException(
                            "compile names an output \"" + name + "\": the model has " + outputs);
                }
            }
        }
        if (loss.isEmpty() && losses.isEmpty()) {
            throw new IllegalArgumentException(
                    "compile has no loss: say what to make small, such as loss(new MeanSquaredError())");
        }
    }
}
