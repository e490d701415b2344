package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import jacobian.keras.saving.Json;
import jacobian.keras.serialization.Described;
import jacobian.keras.tensorboard.GraphNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A graph of layers between inputs and outputs, and the ways to train, test and use it. A model is a layer, and
/// can
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
public class Model extends TrainableModel implements Described {
    private @Nullable FunctionalGraph graph;
    private List<String> inputNames = List.of();
    private List<String> outputNames = List.of();
    private boolean namesInputs;
    private boolean namesOutputs;

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

    /// From named inputs to named outputs. Their order is that of the maps if they have one, else that of the
    /// names.
    public Model(Map<String, ? extends TensorLike> inputs, Map<String, ? extends TensorLike> outputs) {
        var in = inputs instanceof SequencedMap ? inputs : new TreeMap<>(inputs);
        var out = outputs instanceof SequencedMap ? outputs : new TreeMap<>(outputs);
        var graph = FunctionalGraph.of(tensors(in.values()), tensors(out.values()));
        connect(graph, List.copyOf(in.keySet()), List.copyOf(out.keySet()));
        nameEnds(true, true);
    }

    /// Says whether inputs and outputs are known by names of their own, as a dictionary in Keras.
    final void nameEnds(boolean inputs, boolean outputs) {
        namesInputs = inputs;
        namesOutputs = outputs;
    }

    final boolean namesInputs() {
        return namesInputs;
    }

    final boolean namesOutputs() {
        return namesOutputs;
    }

    Model(FunctionalGraph graph, List<String> inputNames, List<String> outputNames) {
        connect(graph, inputNames, outputNames);
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
    final Model self() {
        return this;
    }

    @Override
    public String kerasName() {
        return getClass() == Model.class ? "Functional" : className();
    }

    /// The layers of a graph cast what they are given themselves.
    @Override
    protected boolean castsInputs() {
        return graph == null && super.castsInputs();
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

    /// The outputs by name for inputs by name.
    public final Map<String, Tensor> applyAll(Map<String, ? extends TensorLike> inputs) {
        NearNames.check(name() + " was given an input", inputs.keySet(), inputNames);
        for (var name : inputNames) {
            if (!inputs.containsKey(name)) {
                throw new IllegalArgumentException(
                        name() + " was not given the input \"" + name + "\": needs " + inputNames);
            }
        }
        var outputs = applyAll(inputNames.stream()
                .map(name -> Objects.requireNonNull(inputs.get(name)).tensor())
                .toList());
        var byName = new LinkedHashMap<String, Tensor>();
        for (int i = 0; i < outputs.size(); i++) {
            byName.put(outputNames.get(i), outputs.get(i));
        }
        return byName;
    }

    @Override
    public boolean isBuilt() {
        return graph != null || super.isBuilt();
    }

    /// Whether the model is a graph or a chain of layers, rather than one that defines its own `call`.
    boolean isGraph() {
        return graph != null;
    }

    Optional<FunctionalGraph> graph() {
        return Optional.ofNullable(graph);
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

    /// The layers of the model; functions between them are none.
    @Override
    public List<Layer> layers() {
        return super.layers().stream()
                .filter(layer -> !(layer instanceof OperationLayer))
                .toList();
    }

    @Override
    public List<String> inputNames() {
        return inputNames;
    }

    @Override
    public List<String> outputNames() {
        return outputNames;
    }

    /// The layer called `name`.
    public Layer getLayer(String name) {
        var names = layers().stream().map(Layer::name).toList();
        return layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        name() + " has no layer \"" + name + "\": it has " + names + NearNames.hint(name, names)));
    }

    /// Layer number `index`, in the order of [#layers]; negative numbers count from the end.
    public Layer getLayer(int index) {
        int count = layers().size();
        if (index < -count || index >= count) {
            throw new IllegalArgumentException(name() + " has " + count + " layers, none of number " + index);
        }
        return layers().get(index < 0 ? count + index : index);
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

    /// The layers as nodes of a drawn graph, as TensorBoard and the live page show it.
    public final List<GraphNode> graphNodes() {
        return GraphDrawing.of(this);
    }

    // ---- files ----

    /// Writes the model to a `.keras` file, as Keras 3 does: configuration, weights, how it is compiled and the
    /// optimizer's state; or to an `.h5` file, the older form, where the name ends so. The file is written
    /// whole or not at all; [Models#load] reads it, and so does Keras.
    ///
    /// @throws IllegalArgumentException where the name ends in neither `.keras` nor `.h5`, or no file can hold
    ///     the model
    /// @throws java.io.UncheckedIOException where the file system refuses
    public void save(Path path) {
        save(path, _ -> {});
    }

    /// As [#save(Path)], with options.
    public void save(Path path, Consumer<SaveOptions> options) {
        var chosen = new SaveOptions();
        options.accept(chosen);
        ModelFile.save(this, path, chosen);
    }

    /// Writes the `.keras` archive to a stream, which stays open.
    public void save(OutputStream stream) {
        save(stream, _ -> {});
    }

    /// As [#save(OutputStream)], with options.
    public void save(OutputStream stream, Consumer<SaveOptions> options) {
        var chosen = new SaveOptions();
        options.accept(chosen);
        try {
            ModelFile.save(this, stream, chosen);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot save " + name() + ": " + e.getMessage(), e);
        }
    }

    /// The configuration as Keras has it in files, without weights; [Models#fromJson] reads it.
    public String toJson() {
        return Json.write(describe());
    }

    @Override
    @SuppressWarnings("NullAway") // a value of JSON may be null
    public Map<String, Object> describe() {
        return ModelConfig.of(this);
    }

    /// Writes the weights to `file`, whole or not at all: `.weights.h5`, `.weights.json` (several files and an
    /// index), `.safetensors` or `.npz` by its ending. A file that is there is replaced.
    public void saveWeights(Path file) {
        saveWeights(file, _ -> {});
    }

    /// As [#saveWeights(Path)], with options.
    public void saveWeights(Path file, Consumer<SaveWeightsOptions> options) {
        WeightFiles.save(this, file, options);
    }

    /// Gives the weights the values in `file`, which ends as those of [#saveWeights] or in `.keras`. Nothing is
    /// changed unless all of them are there and fit.
    public LoadedWeights loadWeights(Path file) {
        return loadWeights(file, _ -> {});
    }

    /// As [#loadWeights(Path)], with options: `model.loadWeights(path, load -> load.byName().skipMismatch())`.
    /// The result lists what has found no partner, on both sides.
    public LoadedWeights loadWeights(Path file, Consumer<LoadWeightsOptions> options) {
        return WeightFiles.load(this, file, options);
    }

    // ---- copies ----

    /// Another model like `model`, with layers of the same names and settings and weights of its own. A shared
    /// layer
    /// is
    /// shared there too. It is not compiled.
    public static Model cloneModel(Model model) {
        return cloneModel(model, _ -> {});
    }

    /// As [#cloneModel(Model)], with options.
    public static Model cloneModel(Model model, Consumer<CloneOptions> options) {
        var chosen = new CloneOptions();
        options.accept(chosen);
        return new Cloning(chosen).of(model);
    }

    /// As [#cloneModel(Model)], under a name made anew unless one was set.
    @Override
    public Model copy() {
        var clone = cloneModel(this);
        return hasName() ? clone : clone.renamed(automaticName());
    }

    @Override
    public Model copy(String name) {
        return cloneModel(this).renamed(name);
    }

    private Model renamed(String name) {
        changeName(name);
        return this;
    }
}
