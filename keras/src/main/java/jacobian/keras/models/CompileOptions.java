package jacobian.keras.models;

import jacobian.keras.config.Checks;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Measure;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

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

    private List<Optional<Loss>> lossList = List.of();
    private List<Double> weightList = List.of();
    private int stepsPerExecution = 1;
    private boolean autoScaleLoss = true;

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

    /// Sets the losses of the outputs, in their order.
    public CompileOptions losses(Loss... losses) {
        return lossList(Stream.of(losses).map(Optional::of).toList());
    }

    /// As [#losses], where an output may have none.
    CompileOptions lossList(List<Optional<Loss>> losses) {
        this.lossList = losses;
        return this;
    }

    /// Sets by what the losses of the outputs are multiplied in the sum, in their order.
    public CompileOptions lossWeights(double... weights) {
        this.weightList = DoubleStream.of(weights).boxed().toList();
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

    /// Sets how many batches callbacks see as one step; 1 unless set. The numbers stay the same.
    public CompileOptions stepsPerExecution(int steps) {
        this.stepsPerExecution = Checks.positive("steps_per_execution", steps);
        return this;
    }

    /// Sets whether a model of policy "mixed_float16" gets a [LossScaleOptimizer] around its optimizer, which
    /// keeps small gradients from vanishing; it does unless set.
    public CompileOptions autoScaleLoss(boolean autoScaleLoss) {
        this.autoScaleLoss = autoScaleLoss;
        return this;
    }

    /// `optimizer` as `model` needs it.
    Optimizer scaled(Model model, Optimizer optimizer) {
        boolean wraps = autoScaleLoss
                && model.dtypePolicy().name().equals("mixed_float16")
                && !(optimizer instanceof LossScaleOptimizer);
        return wraps ? new LossScaleOptimizer(optimizer) : optimizer;
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

    int stepsPerExecution() {
        return stepsPerExecution;
    }

    boolean hasLoss() {
        return loss.isPresent() || !losses.isEmpty() || !lossList.isEmpty();
    }

    boolean hasLossWeights() {
        return !lossWeights.isEmpty() || !weightList.isEmpty();
    }

    boolean hasPlainMetrics() {
        return !metrics.isEmpty() || !metricsOf.isEmpty();
    }

    boolean hasWeightedMetrics() {
        return !weightedMetrics.isEmpty() || !weightedMetricsOf.isEmpty();
    }

    boolean hasMetrics() {
        return hasPlainMetrics() || hasWeightedMetrics();
    }

    /// Whether something compares the output called `output` with a target.
    boolean needsTarget(String output) {
        return lossOf(output).isPresent()
                || !metricsOf(output).isEmpty()
                || !weightedMetricsOf(output).isEmpty();
    }

    /// Refuses names that no output has, and lists of another length; what goes by position goes by name from
    /// now on.
    void check(List<String> outputs) {
        for (var names :
                List.of(losses.keySet(), lossWeights.keySet(), metricsOf.keySet(), weightedMetricsOf.keySet())) {
            NearNames.check("compile names an output", names, outputs);
        }
        byName("losses", lossList, outputs, (name, loss) -> loss.ifPresent(each -> losses.put(name, each)));
        byName("loss weights", weightList, outputs, lossWeights::put);
    }

    private static <T> void byName(String what, List<T> list, List<String> outputs, BiConsumer<String, T> byName) {
        if (!list.isEmpty() && list.size() != outputs.size()) {
            throw new IllegalArgumentException("compile has " + list.size() + " " + what + " for " + outputs.size()
                    + " outputs " + outputs + ": give one for each, or name the outputs");
        }
        for (int i = 0; i < list.size(); i++) {
            byName.accept(outputs.get(i), list.get(i));
        }
    }
}
