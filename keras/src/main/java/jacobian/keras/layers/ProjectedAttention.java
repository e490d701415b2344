package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.Regularizer;
import java.util.List;
import java.util.Optional;

/// What attention over learned projections of query, key and value has in common.
///
/// Called on `(query, value)` or `(query, value, key)`.
abstract sealed class ProjectedAttention<L extends ProjectedAttention<L>> extends AttentionLayer<L>
        permits MultiHeadAttention, GroupQueryAttention {
    private final Setting<Double> dropout = setting("dropout", 0.0);
    private final Setting<Boolean> useBias = setting("use_bias", true);
    private final Setting<Integer> slidingWindow = optional("sliding_window", Integer.class);
    private final Setting<Boolean> flashAttention = optional("flash_attention", Boolean.class);
    private final Setting<Initializer> kernelInitializer =
            setting("kernel_initializer", Initializer.class, new GlorotUniform());
    private final Setting<Initializer> biasInitializer = setting("bias_initializer", Initializer.class, new Zeros());
    private final Setting<Regularizer> kernelRegularizer = optional("kernel_regularizer", Regularizer.class);
    private final Setting<Regularizer> biasRegularizer = optional("bias_regularizer", Regularizer.class);
    private final Setting<Constraint> kernelConstraint = optional("kernel_constraint", Constraint.class);
    private final Setting<Constraint> biasConstraint = optional("bias_constraint", Constraint.class);
    private final Setting<Boolean> useGate = setting("use_gate", false);
    private final Setting<Long> seed = optional("seed", Long.class);

    /// Sets the part of the weights that training drops; 0 unless set.
    public L dropout(double dropout) {
        return set(this.dropout, Checks.fraction("dropout", dropout));
    }

    /// Sets whether the projections have biases; they have unless set.
    public L useBias(boolean useBias) {
        return set(this.useBias, useBias);
    }

    /// Lets each step see those less than `slidingWindow` steps away; all unless set.
    public L slidingWindow(int slidingWindow) {
        return set(this.slidingWindow, Checks.positive("sliding_window", slidingWindow));
    }

    /// Takes note of a wish for a kernel that keeps no scores. Numbers are the same; as in Keras, `true` allows
    /// neither dropout nor returned scores.
    public L flashAttention(boolean flashAttention) {
        return set(this.flashAttention, flashAttention);
    }

    /// Sets the first values of the kernels; [GlorotUniform] unless set.
    public L kernelInitializer(Initializer initializer) {
        return set(kernelInitializer, initializer);
    }

    /// Sets the first values of the biases; [Zeros] unless set.
    public L biasInitializer(Initializer initializer) {
        return set(biasInitializer, initializer);
    }

    /// Sets a penalty on each kernel.
    public L kernelRegularizer(Regularizer regularizer) {
        return set(kernelRegularizer, regularizer);
    }

    /// Sets a penalty on each bias.
    public L biasRegularizer(Regularizer regularizer) {
        return set(biasRegularizer, regularizer);
    }

    /// Sets a penalty on the result of each projection, divided by the batch size.
    @Override
    public L activityRegularizer(Regularizer regularizer) {
        return super.activityRegularizer(regularizer);
    }

    /// The projections have the penalty, not the layer.
    @Override
    protected Optional<Regularizer> activityRegularizer() {
        return Optional.empty();
    }

    /// Sets what holds for each kernel after each step of training.
    public L kernelConstraint(Constraint constraint) {
        return set(kernelConstraint, constraint);
    }

    /// Sets what holds for each bias after each step of training.
    public L biasConstraint(Constraint constraint) {
        return set(biasConstraint, constraint);
    }

    /// Sets whether the attended values are multiplied by a sigmoid of the query (Qiu et al., "Gated attention
    /// for large language models", 2025); they are not unless set.
    public L useGate(boolean useGate) {
        return set(this.useGate, useGate);
    }

    /// Sets the seed of dropout; another one for each layer unless set.
    public L seed(long seed) {
        return set(this.seed, seed);
    }

    // ---- what the layer is made of ----

    final boolean gates() {
        return value(useGate);
    }

    final Optional<Regularizer> penalty() {
        return super.activityRegularizer();
    }

    /// Makes the projection `name` of inputs of shape `input`.
    final void project(String name, Projection projection, Shape input) {
        var sizes = projection.sizes().stream().mapToInt(Integer::intValue).toArray();
        var dense = new EinsumDense(projection.equation(), sizes)
                .name(name.equals("output") ? "attention_output" : name)
                .dtype(dtypePolicy())
                .activation(name.equals("gate") ? Activations.SIGMOID : Activations.LINEAR)
                .kernelInitializer(value(kernelInitializer))
                .biasInitializer(value(biasInitializer));
        if (value(useBias)) {
            dense.biasAxes(projection.made());
        }
        find(kernelRegularizer).ifPresent(dense::kernelRegularizer);
        find(biasRegularizer).ifPresent(dense::biasRegularizer);
        penalty().ifPresent(dense::activityRegularizer);
        find(kernelConstraint).ifPresent(dense::kernelConstraint);
        find(biasConstraint).ifPresent(dense::biasConstraint);
        track(field(name), dense).ensureBuilt(List.of(new TensorType(dtype(), input)));
    }

    final void makeDropout() {
        if (value(dropout) > 0) {
            refuseFlash("dropout");
        }
        var layer = new Dropout(value(dropout)).name("dropout").dtype(dtypePolicy());
        find(seed).ifPresent(layer::seed);
        track("_dropout_layer", layer);
    }

    private void refuseFlash(String other) {
        if (find(flashAttention).orElse(false)) {
            throw new IllegalArgumentException(
                    this + ": flash attention has no " + other + "\n  mend   leave flash_attention out");
        }
    }

    @Override
    protected List<String> callArguments() {
        return List.of(
                "query_mask", "value_mask", "key_mask", "attention_mask", "use_causal_mask", "return_attention_scores");
    }

    @Override
    protected final void buildFrom(List<TensorType> inputs) {
        var shapes = AttentionInputs.types(this, inputs).stream()
                .map(TensorType::shape)
                .toList();
        var value = shapes.get(1);
        var key = shapes.get(2);
        boolean fits =
                value.rank() == key.rank() && value.rank() == shapes.get(0).rank();
        for (int i = 1; fits && i < value.rank() - 1; i++) {
            fits = value.dim(i).agrees(key.dim(i));
        }
        if (!fits || value.rank() < 3) {
            throw new ShapeException(this + " cannot take " + shapes + "\n  needs  (batch, ..., features) for query,"
                    + " value and key, value and key of equal lengths");
        }
        buildFor(shapes.get(0), value, key);
    }

    /// The field in Keras of the projection `name`.
    abstract String field(String name);

    /// Makes the projections.
    abstract void buildFor(Shape query, Shape value, Shape key);

    // ---- the call ----

    /// What scores are multiplied by.
    abstract double scale();

    /// Attention of the projections, before the last one.
    HeadAttention.Attended attend(HeadAttention attention, AttentionInputs projected) {
        return attention.of(projected.query(), projected.key(), projected.value(), projected.mask());
    }

    @Override
    protected final List<Tensor> callAll(List<Tensor> inputs, Call call) {
        var given = AttentionInputs.of(this, inputs, call);
        boolean scores = call.arguments().flag("return_attention_scores");
        if (scores) {
            refuseFlash("attention scores");
        }
        var attended = attend(
                attention(scores, given, call.arguments().flag("use_causal_mask")),
                new AttentionInputs(
                        projected("query", given.query()),
                        projected("value", given.value()),
                        projected("key", given.key()),
                        given.mask()));
        var values = gates() ? attended.values().multiply(projected("gate", given.query())) : attended.values();
        var result = projected("output", values);
        call.mask().ifPresent(mask -> Masks.with(result, mask));
        return scores ? List.of(result, attended.scores().orElseThrow()) : List.of(result);
    }

    private HeadAttention attention(boolean scores, AttentionInputs given, boolean causal) {
        // As in Keras, a query that may look nowhere looks everywhere, unless scores are wanted one by one.
        boolean single = value(dropout) > 0 || scores || given.query().rank() != 3;
        return new HeadAttention(
                scale(), causal, find(slidingWindow), single, x -> applyWithoutMask(inside("dropout"), x));
    }

    private Layer inside(String name) {
        return layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The result of the projection `name`.
    final Tensor projected(String name, Tensor x) {
        return applyWithoutMask(inside(name.equals("output") ? "attention_output" : name), x);
    }
}
