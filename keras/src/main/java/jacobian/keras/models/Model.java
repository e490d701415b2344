package jacobian.keras.models;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.keras.data.Batch;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Measure;
import jacobian.keras.optimizers.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A graph of layers between inputs and outputs, and the ways to train, test and use it. A model is a layer, and can
/// be part of another.
///
/// ```java
/// var x = new Input(28, 28);
/// var hidden = new Dense(64).activation(RELU).apply(new Flatten().apply(x));
/// var model = new Model(x, new Dense(10).activation(SOFTMAX).apply(hidden));
/// model.compile(new Adam(1e-3), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
/// model.fit(train, fit -> fit.epochs(5).validation(test));
/// ```
///
/// Models that are no graph extend this class: they [#track] their layers and define `call`.
@SuppressWarnings("this-escape") // a graph is connected by looking at its layers alone
public class Model extends FluentLayer<Model> {
    private @Nullable FunctionalGraph graph;
    private List<String> inputNames = List.of();
    private List<String> outputNames = List.of();
    private @Nullable Trainer trainer;

    /// For subclasses, which track their layers and define `call`.
    protected Model() {}

    /// From one input to one output.
    public Model(TensorLike input, TensorLike output) {
        this(List.of(input), List.of(output));
    }

    /// From several inputs to several outputs; outputs are called after the layers they come from.
    public Model(List<? extends TensorLike> inputs, List<? extends TensorLike> outputs) {
        var graph = FunctionalGraph.of(tensors(inputs), tensors(outputs));
        connect(graph, names(graph.inputs()), names(graph.outputs()));
    }

    /// From named inputs to named outputs. Their order is that of the maps if they have one, else that of the names.
    public Model(Map<String, ? extends TensorLike> inputs, Map<String, ? extends TensorLike> outputs) {
        var in = inputs instanceof SequencedMap ? inputs : new TreeMap<>(inputs);
        var out = outputs instanceof SequencedMap ? outputs : new TreeMap<>(outputs);
        var graph = FunctionalGraph.of(tensors(in.values()), tensors(out.values()));
        connect(graph, List.copyOf(in.keySet()), List.copyOf(out.keySet()));
    }

    private static List<Tensor> tensors(Iterable<? extends TensorLike> tensors) {
        var list = new java.util.ArrayList<Tensor>();
        tensors.forEach(each -> list.add(each.tensor()));
        return list;
    }

    /// The names of the layers that symbolic tensors come from.
    private static List<String> names(List<Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> LayerCall.from(LayerCall.leaves(tensor).getLast())
                        .orElseThrow()
                        .layer()
                        .name())
                .toList();
    }

    /// Makes this the model of `graph`.
    final void connect(FunctionalGraph graph, List<String> inputs, List<String> outputs) {
        this.graph = graph;
        this.inputNames = inputs;
        this.outputNames = outputs;
        for (var layer : graph.layers()) {
            if (!layers().contains(layer)
                    && layers().stream().anyMatch(other -> other.name().equals(layer.name()))) {
                throw new IllegalArgumentException(
                        "two layers are called \"" + layer.name() + "\": give one of them another name");
            }
            track(layer.name(), layer);
        }
    }

    @Override
    public String kerasName() {
        return getClass() == Model.class ? "Functional" : className();
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    /// Masks pass from layer to layer inside.
    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return Optional.empty();
    }

    @Override
    protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
        var known = graph;
        return known == null
                ? super.callAll(inputs, call)
                : known.run(InputCheck.of(this, known.inputs(), inputNames, inputs));
    }

    @Override
    public boolean isBuilt() {
        return graph != null || super.isBuilt();
    }

    /// The calls of layers in this model's graph; none where it is not one.
    List<LayerCall> calls() {
        return graph == null ? List.of() : graph.calls();
    }

    /// The layers that a summary lists.
    List<Layer> summaryLayers() {
        return layers();
    }

    /// The symbolic inputs; none where the model is no graph.
    public List<Tensor> inputs() {
        return graph == null ? List.of() : graph.inputs();
    }

    /// The symbolic outputs; none where the model is no graph.
    public List<Tensor> outputs() {
        return graph == null ? List.of() : graph.outputs();
    }

    /// The names of the inputs, in order; none where the model is no graph.
    public List<String> inputNames() {
        return inputNames;
    }

    /// The names of the outputs, in order; none where the model is no graph.
    public List<String> outputNames() {
        return outputNames;
    }

    /// The layer called `name`.
    public Layer layer(String name) {
        return layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no layer is called \"" + name + "\": there are "
                        + layers().stream().map(Layer::name).toList()));
    }

    /// Keras' table of the layers, their shapes and their numbers of weights.
    public String summary() {
        return summary(_ -> {});
    }

    /// As [#summary()], with options.
    public String summary(Consumer<SummaryOptions> options) {
        var chosen = new SummaryOptions();
        options.accept(chosen);
        return Summary.of(this, chosen);
    }

    // ---- training ----

    /// Says what to make small, how, and what else to measure. Forgets what an earlier compile has said.
    public void compile(Optimizer optimizer, Loss loss, Measure... metrics) {
        compile(optimizer, options -> options.loss(loss).metrics(metrics));
    }

    /// As [#compile(Optimizer, Loss, Measure...)], for several outputs, loss weights, weighted metrics.
    public void compile(Optimizer optimizer, Consumer<CompileOptions> options) {
        var chosen = new CompileOptions();
        options.accept(chosen);
        trainer = new Trainer(this, optimizer, chosen);
    }

    private Trainer trainer() {
        if (trainer == null) {
            throw new IllegalStateException(name() + " is not compiled: call compile(optimizer, loss) first");
        }
        return trainer;
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

    /// Trains on `data` for one epoch.
    public History fit(Dataset data) {
        return fit(data, _ -> {});
    }

    /// Trains on `data`: `model.fit(train, fit -> fit.epochs(5).validation(test))`.
    public History fit(Dataset data, Consumer<FitOptions> options) {
        return new FitLoop(trainer(), data, FitOptions.of(options)).run();
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
        return new EvaluateLoop(trainer(), data, EvaluateOptions.of(options)).run();
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
        return Predictions.of(this, data, PredictOptions.of(options));
    }

    /// One step of training; loss and metrics of this batch, by name.
    public Map<String, Double> trainOnBatch(Batch batch) {
        return trainOnBatch(batch, Map.of());
    }

    /// One step of training under class weights; loss and metrics of this batch, by name.
    public Map<String, Double> trainOnBatch(Batch batch, Map<Integer, Double> classWeight) {
        return trainer().trainOnBatch(batch, classWeight);
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
        return predictions().onBatch(List.of(x)).get(0);
    }

    private @Nullable PredictProgram predictions;

    /// The compiled program of inference, made at its first use.
    final synchronized PredictProgram predictions() {
        if (predictions == null) {
            predictions = new PredictProgram(this);
        }
        return Objects.requireNonNull(predictions);
    }

    /// What the compiler made of the programs this model has run: kernels, what was fused, memory.
    public String explain() {
        return (trainer == null ? "" : trainer.explain()) + (predictions == null ? "" : predictions.explain());
    }

    /// Makes weights and graph for inputs like these, without a call that counts.
    final void ensureBuiltFor(List<Tensor> inputs) {
        if (!isBuilt() || layers().stream().anyMatch(layer -> !layer.isBuilt())) {
            if (inputs.isEmpty()) {
                throw new ShapeException(name() + " needs inputs to build from");
            }
            applyAll(inputs);
        }
    }

    @Override
    protected void forget() {
        throw new UnsupportedOperationException("copy() of a model: build another one");
    }
}
