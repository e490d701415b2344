package jacobian.keras.models;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.LearningRateFinder;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Batch;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.Mode;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Measure;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.RMSprop;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The part of a [Model] that trains, tests and uses it.
abstract class TrainableModel extends FluentLayer<Model> {
    private @Nullable Trainer trainer;
    private @Nullable PredictProgram predictions;
    private volatile @Nullable FitLoop running;

    abstract Model self();

    /// The names of the inputs, in order; none where the model is no graph.
    public abstract List<String> inputNames();

    /// The names of the outputs, in order; none where the model is no graph.
    public abstract List<String> outputNames();

    // ---- compile ----

    /// Says what to make small, how, and what else to measure. Forgets what an earlier compile has said.
    public void compile(Optimizer optimizer, Loss loss, Measure... metrics) {
        compile(optimizer, options -> options.loss(loss).metrics(metrics));
    }

    /// As [#compile(Optimizer, Loss, Measure...)], for several outputs, loss weights, weighted metrics.
    public void compile(Optimizer optimizer, Consumer<CompileOptions> options) {
        var chosen = new CompileOptions();
        options.accept(chosen);
        trainer = new Trainer(self(), optimizer, chosen);
    }

    /// For a model whose layers add their losses, or that computes its own.
    public void compile(Optimizer optimizer) {
        compile(optimizer, _ -> {});
    }

    /// For a model whose own [#trainStep] brings its optimizers and losses.
    public void compile() {
        compile(new RMSprop(), _ -> {});
    }

    final Trainer trainer() {
        if (trainer == null) {
            throw new IllegalStateException(name() + " is not compiled: call compile(optimizer, loss) first");
        }
        return trainer;
    }

    /// Puts `optimizer` in the place of the one that [#compile] was given.
    final void changeOptimizer(Optimizer optimizer) {
        trainer = new Trainer(self(), optimizer, trainer().options());
    }

    /// Whether [#compile] has been called.
    public boolean isCompiled() {
        return trainer != null;
    }

    /// What [#compile] was given.
    public Optimizer optimizer() {
        return trainer().optimizer();
    }

    List<TensorType> optimizerVariables() {
        return trainer == null ? List.of() : trainer.optimizerVariables();
    }

    // ---- a step ----

    /// One step of training on a batch: forward, loss, gradients, the optimizer's step, metrics. Returns what is
    /// logged, each a number.
    ///
    /// A model that learns in another way overrides it. It is called once and traced into the program that every
    /// step runs, so it must not depend on the values of tensors; what it assigns (weights, through optimizers,
    /// and metrics) becomes part of the program. Optimizers need no preparation. Metrics are declared by
    /// [#addMetric], so that each epoch begins them anew.
    ///
    /// ```java
    /// @Override
    /// protected Map<String, Tensor> trainStep(StepData data) {
    ///     var step = Gradients.ofAll(() -> {
    ///         var y = applyAll(Mode.TRAINING, data.inputs());
    ///         return List.of(computeLoss(data, y, Mode.TRAINING), y.get(0));
    ///     }, trainableWeights());
    ///     optimizer().apply(step);
    ///     return computeMetrics(data, step.results().subList(1, 2));
    /// }
    /// ```
    protected Map<String, Tensor> trainStep(StepData data) {
        return trainer().step().train(data);
    }

    /// One step of testing on a batch: forward, loss, metrics. Traced like [#trainStep]; returns what is logged.
    protected Map<String, Tensor> testStep(StepData data) {
        return trainer().step().test(data);
    }

    /// What predict gives for a batch of inputs: the outputs. Traced like [#trainStep].
    protected List<Tensor> predictStep(List<Tensor> inputs) {
        return applyAll(Mode.INFERENCE, inputs);
    }

    /// The scalar to make small: the weighted sum of the losses that [#compile] was given, and what layers have
    /// added,
    /// [#losses]. Called within a step.
    protected Tensor computeLoss(StepData data, List<Tensor> predictions, Mode mode) {
        return trainer().step().computeLoss(data, predictions);
    }

    /// Adds the batch to the metrics that [#compile] was given; returns the results of all metrics by name, the
    /// loss
    /// first. Called within a step.
    protected Map<String, Tensor> computeMetrics(StepData data, List<Tensor> predictions) {
        return trainer().step().computeMetrics(data, predictions);
    }

    /// The loss, its parts, what [#compile] was given to measure, and what model and layers have declared by
    /// [#addMetric]. Which ones there are is known once a batch has been seen.
    @Override
    public List<Accumulator> metrics() {
        return trainer == null || trainer.isPreparing() ? super.metrics() : trainer.metrics();
    }

    /// The names of the metrics as Keras gives them: those of [#compile] count as one, `compile_metrics`.
    public List<String> metricsNames() {
        return trainer().metricsNames();
    }

    /// Begins loss and metrics anew, as each epoch does.
    public void resetMetrics() {
        trainer().reset();
    }

    /// Ends a run of [#fit] after its batch, from whatever thread; without effect where none is going on.
    public void stopTraining() {
        var loop = running;
        if (loop != null) {
            loop.stop();
        }
    }

    // ---- data sets ----

    /// Trains on `data` for one epoch.
    public History fit(Dataset data) {
        return fit(data, _ -> {});
    }

    /// Trains on `data`: `model.fit(train, fit -> fit.epochs(5).validation(test))`.
    public History fit(Dataset data, Consumer<FitOptions> options) {
        var loop = new FitLoop(trainer(), data, FitOptions.of(options));
        running = loop;
        try {
            return loop.run();
        } finally {
            running = null;
        }
    }

    /// Tries learning rates on `data`; the model, its optimizer and all that is random are then as before. See
    /// [LearningRateFinder].
    public LearningRateFinder findLearningRate(Dataset data) {
        return findLearningRate(data, _ -> {});
    }

    /// As [#findLearningRate(Dataset)], with options: `model.findLearningRate(train, it -> it.steps(200))`.
    public LearningRateFinder findLearningRate(Dataset data, Consumer<LearningRateFinder> options) {
        var finder = new LearningRateFinder();
        options.accept(finder);
        var seeds = Seeds.state();
        try {
            fit(data, fit -> fit.epochs(Integer.MAX_VALUE).callbacks(finder));
        } finally {
            Seeds.restore(seeds);
        }
        return finder;
    }

    /// Trains on the rows of `x` and `y` for one epoch.
    public History fit(Tensor x, Tensor y) {
        return fit(Dataset.of(x, y));
    }

    /// Trains on the rows of `x` and `y`.
    public History fit(Tensor x, Tensor y, Consumer<FitOptions> options) {
        return fit(Dataset.of(x, y), options);
    }

    /// Loss and metrics on `data`, by name.
    public Map<String, Double> evaluate(Dataset data) {
        return evaluate(data, _ -> {});
    }

    /// As [#evaluate(Dataset)], with options.
    public Map<String, Double> evaluate(Dataset data, Consumer<EvaluateOptions> options) {
        return EvaluateLoop.evaluate(this, trainer(), data, EvaluateOptions.of(options));
    }

    /// Loss and metrics on the rows of `x` and `y`, by name.
    public Map<String, Double> evaluate(Tensor x, Tensor y) {
        return evaluate(Dataset.of(x, y));
    }

    /// The output for each row of `x`.
    public Tensor predict(Tensor x) {
        return predict(Dataset.of(x));
    }

    /// The output for each example of `data`.
    public Tensor predict(Dataset data) {
        var all = predictAll(data);
        if (all.size() != 1) {
            throw new IllegalStateException(name() + " has " + all.size() + " outputs: use predictAll");
        }
        return all.get(0);
    }

    /// All outputs for each example of `data`.
    public List<Tensor> predictAll(Dataset data) {
        return predictAll(data, _ -> {});
    }

    /// As [#predictAll(Dataset)], with options.
    public List<Tensor> predictAll(Dataset data, Consumer<PredictOptions> options) {
        return Predictions.of(self(), data, PredictOptions.of(options));
    }

    // ---- single batches ----

    /// One step of training; loss and metrics of this batch, by name.
    public Map<String, Double> trainOnBatch(Batch batch) {
        return trainOnBatch(batch, Map.of());
    }

    /// One step of training under class weights; loss and metrics of this batch, by name.
    public Map<String, Double> trainOnBatch(Batch batch, Map<Integer, Double> classWeight) {
        return trainer().trainOnBatch(batch, ClassWeights.of(classWeight));
    }

    /// One step of training; loss and metrics of this batch, by name.
    public Map<String, Double> trainOnBatch(Tensor x, Tensor y) {
        return trainOnBatch(Batch.of(List.of(x), List.of(y), List.of()));
    }

    /// Loss and metrics of this batch, by name.
    public Map<String, Double> testOnBatch(Batch batch) {
        return trainer().testOnBatch(batch);
    }

    /// Loss and metrics of this batch, by name.
    public Map<String, Double> testOnBatch(Tensor x, Tensor y) {
        return testOnBatch(Batch.of(List.of(x), List.of(y), List.of()));
    }

    /// The output for a batch, in one go.
    public Tensor predictOnBatch(Tensor x) {
        var outputs = predictOnBatch(List.of(x));
        if (outputs.size() != 1) {
            throw new IllegalStateException(
                    name() + " has " + outputs.size() + " outputs: use predictOnBatch(List.of(x))");
        }
        return outputs.get(0);
    }

    /// All outputs for a batch of several inputs, in one go.
    public List<Tensor> predictOnBatch(List<Tensor> inputs) {
        return predictions().onBatch(inputs);
    }

    /// The compiled program of inference, made at its first use.
    final synchronized PredictProgram predictions() {
        if (predictions == null) {
            predictions = new PredictProgram(self());
        }
        return Objects.requireNonNull(predictions);
    }

    /// What the compiler made of the programs this model has run: kernels, what was fused, memory.
    public String explain() {
        return (trainer == null ? "" : trainer.explain()) + (predictions == null ? "" : predictions.explain());
    }

    /// Makes weights and graph for inputs like these, without a call that counts.
    final void ensureBuiltFor(List<Tensor> inputs) {
        if (isUnfinished(this)) {
            if (inputs.isEmpty()) {
                throw new ShapeException(name() + " needs inputs to build from");
            }
            applyAll(inputs);
        }
    }

    /// As [#ensureBuiltFor], for a model that may have steps of its own and no `call`: then why it cannot be called.
    /// Its step calls its layers one by one; where that fails too, this belongs to it.
    final Optional<RuntimeException> ensureWeights(List<Tensor> inputs) {
        try {
            ensureBuiltFor(inputs);
            return Optional.empty();
        } catch (UnsupportedOperationException | ShapeException noCall) {
            return Optional.of(noCall);
        }
    }

    private static boolean isUnfinished(Layer layer) {
        return !layer.isBuilt()
                || layer.layers().stream()
                        .anyMatch(each -> each instanceof Model ? isUnfinished(each) : !each.isBuilt());
    }
}
