package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Names;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.random.SeedGenerator;
import jacobian.keras.regularizers.Regularizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A function of tensors with weights of its own; the part that models are made of.
///
/// A layer of one's own extends [FluentLayer], makes its weights in [#build] and computes in [#call]:
///
/// ```java
/// final class Scale extends FluentLayer<Scale> {
///     protected void build(Shape input) { weight("factor", Shape.of(input.size(-1)), new Ones()); }
///     protected Tensor call(Tensor x, Call call) { return x.multiply(weight("factor")); }
/// }
/// ```
///
/// Weights are made at the first call, when the shape of the input is known; from then on the settings are fixed.
/// Layers inside are declared with [#track].
public abstract class Layer extends TypedLayer {
    private LayerContents contents = new LayerContents();
    private @Nullable SeedGenerator random;
    private final @Nullable RematScope remat = RematScope.current();
    private boolean trainable = true;
    private boolean built;
    private List<TensorType> builtFor = List.of();

    // ---- what a subclass says ----

    /// Makes the weights for an input of shape `input`, whose batch size is not to be used.
    protected void build(Shape input) {}

    /// As [#build(Shape)], for layers of several inputs.
    protected void build(List<Shape> inputs) {
        build(inputs.get(0));
    }

    /// As [#build(List)], for layers to which the element types of the inputs matter.
    protected void buildFrom(List<TensorType> inputs) {
        build(inputs.stream().map(TensorType::shape).toList());
    }

    /// The result for one input.
    protected Tensor call(Tensor x, Call call) {
        throw new UnsupportedOperationException(className() + " does not define call(Tensor, Call)");
    }

    /// The result for several inputs; a layer of one input need not define it.
    protected Tensor call(List<Tensor> inputs, Call call) {
        if (inputs.size() != 1) {
            throw new ShapeException(
                    this + " takes one input, not " + inputs.size() + ": merge them first, by Concatenate or Add");
        }
        return call(inputs.get(0), call);
    }

    /// The results of a layer that has several; a layer of one result need not define it.
    protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
        return List.of(call(inputs, call));
    }

    /// Whether a mask on the input is one on the result too.
    protected boolean supportsMasking() {
        return false;
    }

    /// The mask of the result; where masking is supported, that of the first input.
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return supportsMasking() ? masks.get(0) : Optional.empty();
    }

    /// What the layer takes besides its inputs when it is called, by Keras' names; see [CallArguments].
    protected List<String> callArguments() {
        return List.of();
    }

    /// A penalty on the result, added to the loss.
    protected Optional<Regularizer> activityRegularizer() {
        return Optional.empty();
    }

    /// The seed of [#random], if one was given.
    protected OptionalLong seed() {
        return OptionalLong.empty();
    }

    /// The class as summaries and names have it.
    public String kerasName() {
        return className();
    }

    @Override
    protected String automaticName() {
        return Names.unique(Names.snakeCase(kerasName()));
    }

    // ---- weights and layers inside ----

    /// A new weight that training changes.
    protected final Variable weight(String name, Shape shape, Initializer initializer) {
        return weight(name, shape, initializer, Optional.empty());
    }

    /// A new weight that training changes and `regularizer` punishes.
    protected final Variable weight(
            String name, Shape shape, Initializer initializer, Optional<Regularizer> regularizer) {
        return add(new Weight(name, variable(name, initializer.apply(shape, weightDtype(name))), true, regularizer));
    }

    /// Lets optimizers apply `constraint`, where there is one, to the weight called `name` after each change.
    protected final void constrain(String name, Optional<Constraint> constraint) {
        constraint.ifPresent(variable(name)::setConstraint);
    }

    /// A new weight that no optimizer changes, such as a moving mean.
    protected final Variable state(String name, Tensor initial) {
        var variable = variable(name, initial);
        variable.setTrainable(false);
        return add(new Weight(name, variable, false, Optional.empty()));
    }

    private Variable variable(String name, Tensor initial) {
        return new Variable(NameScope.path(this, name), initial);
    }

    final Variable add(Weight weight) {
        return contents.add(this, weight);
    }

    /// The value of the weight called `name` now, in the type in which this layer computes.
    protected final Tensor weight(String name) {
        return cast(CallContext.substitute(this, name)
                .orElseGet(() -> variable(name).tensor()));
    }

    /// The weight called `name`.
    protected final Variable variable(String name) {
        return contents.variable(this, name);
    }

    /// Declares a layer inside this one under the name of its field, and returns it.
    protected final <L extends Layer> L track(String field, L layer) {
        contents.track(this, field, layer);
        return layer;
    }

    /// Ends the tracking of `layer`.
    protected final void untrack(Layer layer) {
        contents.layers().values().remove(layer);
    }

    /// Declares a metric of this layer, and returns it: models that the layer is part of log its result under its
    /// name,
    /// and begin it anew with each epoch. The layer's `call` updates it inside [Call#update].
    protected final <A extends Accumulator> A addMetric(A metric) {
        return contents.addMetric(this, metric);
    }

    /// The metrics declared by this layer and those inside it.
    public List<Accumulator> metrics() {
        return contents.allMetrics(this).distinct().toList();
    }

    /// The layers directly inside this one.
    public List<Layer> layers() {
        return contents.layers().values().stream().distinct().toList();
    }

    /// The scope that the layer was made in.
    final @Nullable RematScope remat() {
        return remat;
    }

    final LayerContents contents() {
        return contents;
    }

    boolean owns(Layer layer) {
        return contents.layers().containsValue(layer);
    }

    boolean contains(Layer layer) {
        return owns(layer) || contents.layers().values().stream().anyMatch(each -> each.contains(layer));
    }

    /// The layer's source of random numbers.
    final synchronized SeedGenerator random() {
        var generator = random;
        if (generator == null) {
            generator = seed().isPresent() ? new SeedGenerator(seed().getAsLong()) : new SeedGenerator();
            random = generator;
        }
        return generator;
    }

    // ---- calls ----

    /// The result for `first` and `more`: a tensor with values, or a symbolic one where an input is symbolic.
    /// Inside another layer the mode is that layer's, elsewhere inference.
    public final Tensor apply(TensorLike first, TensorLike... more) {
        return one(Invocation.of(this, null, inputs(first, more)));
    }

    /// As [#apply(TensorLike, TensorLike...)], for training or for inference.
    public final Tensor apply(Mode mode, TensorLike first, TensorLike... more) {
        return one(Invocation.of(this, mode, inputs(first, more)));
    }

    /// All results of a layer or model that has several.
    public final List<Tensor> applyAll(Mode mode, List<? extends TensorLike> inputs) {
        return Invocation.of(this, mode, inputs.stream().map(TensorLike::tensor).toList());
    }

    /// All results of a layer or model that has several.
    public final List<Tensor> applyAll(List<? extends TensorLike> inputs) {
        return Invocation.of(this, null, inputs.stream().map(TensorLike::tensor).toList());
    }

    /// All results, under `arguments`.
    public final List<Tensor> applyAll(List<? extends TensorLike> inputs, CallArguments arguments) {
        return Invocation.of(this, null, inputs.stream().map(TensorLike::tensor).toList(), arguments);
    }

    /// All results, for training or for inference, under `arguments`.
    public final List<Tensor> applyAll(Mode mode, List<? extends TensorLike> inputs, CallArguments arguments) {
        return Invocation.of(this, mode, inputs.stream().map(TensorLike::tensor).toList(), arguments);
    }

    private static List<Tensor> inputs(TensorLike first, TensorLike... more) {
        return Stream.concat(Stream.of(first), Stream.of(more))
                .map(TensorLike::tensor)
                .toList();
    }

    final Tensor one(List<Tensor> results) {
        if (results.size() != 1) {
            throw new IllegalStateException(this + " has " + results.size() + " results: use applyAll");
        }
        return results.get(0);
    }

    /// Makes the weights, if that has not happened, for inputs of these shapes.
    protected final synchronized void ensureBuilt(List<TensorType> inputs) {
        if (!built) {
            freeze();
            builtFor = List.copyOf(inputs);
            built = NameScope.in(this, () -> {
                buildFrom(inputs);
                return true;
            });
        }
    }

    /// Whether the weights have been made.
    public boolean isBuilt() {
        return built;
    }

    /// Whether [#build] tracks all layers inside, so that a copy, which has copies of the layers among its
    /// settings, does so anew.
    protected boolean rebuildsLayers() {
        return false;
    }

    /// Layers among the settings are copied with the layer around them.
    @Override
    protected Object copyOf(Object value) {
        return switch (value) {
            case FluentLayer<?> layer -> layer.copy();
            case List<?> list -> list.stream().map(this::copyOf).toList();
            default -> value;
        };
    }

    /// Gives a fresh copy another name than the original has.
    final void rename(String name) {
        changeName(name);
    }

    @Override
    protected void forget() {
        if (!contents.layers().isEmpty() && !rebuildsLayers()) {
            throw new UnsupportedOperationException(this + " has layers inside: define copy() to make new ones");
        }
        contents = new LayerContents();
        random = null;
        built = false;
    }

    // ---- what a user asks for ----

    /// Whether training changes the weights.
    public final boolean isTrainable() {
        return trainable;
    }

    /// Freezes the weights of this layer and of those inside, or lets training change them again. Takes effect
    /// at the next compile.
    public final void setTrainable(boolean trainable) {
        this.trainable = trainable;
        layers().forEach(layer -> layer.setTrainable(trainable));
    }

    /// All weights in Keras' order: first those that can be trained, then the others, then those of the layers
    /// inside.
    public final List<Variable> weights() {
        return contents.all(this).map(Weight::variable).distinct().toList();
    }

    /// All variables: the weights, and the states of random numbers, which files do not hold.
    public final List<Variable> variables() {
        return Stream.concat(weights().stream(), randomStates()).toList();
    }

    /// The types of the inputs for which the weights were made.
    final List<TensorType> builtFor() {
        return builtFor;
    }

    /// The state of [#random], if it has been used.
    final List<Variable> randomVariables() {
        return random == null ? List.of() : random().variables();
    }

    /// What a stateful layer keeps from one batch to the next.
    List<Variable> keptStates() {
        return List.of();
    }

    /// The low-rank adaptation of one of the weights.
    Optional<Lora> lora() {
        return Optional.empty();
    }

    private Stream<Variable> randomStates() {
        return Stream.concat(randomVariables().stream(), layers().stream().flatMap(Layer::randomStates))
                .distinct();
    }

    /// The weights that training changes.
    public final List<Variable> trainableWeights() {
        return contents.trainable(this).map(Weight::variable).distinct().toList();
    }

    /// The weights that training leaves alone.
    public final List<Variable> nonTrainableWeights() {
        var trained = trainableWeights();
        return weights().stream().filter(weight -> !trained.contains(weight)).toList();
    }

    /// The values of all weights, in the order of [#weights].
    public final List<Tensor> getWeights() {
        var values = weights().stream().map(Variable::tensor).toList();
        values.forEach(Tensor::buffer);
        return values;
    }

    /// Gives all weights new values, in the order of [#weights].
    public final void setWeights(List<? extends TensorLike> values) {
        WeightValues.assign(this, weights(), values);
    }

    /// How many numbers the weights hold.
    public final long countParams() {
        return weights().stream().mapToLong(weight -> weight.shape().size()).sum();
    }

    /// What is added to the loss: what this layer and those inside added in this thread's last call, and
    /// penalties on
    /// the weights that are trained.
    public final List<Tensor> losses() {
        return Stream.concat(CallContext.added(this).stream(), contents.penalties(this))
                .toList();
    }
}
