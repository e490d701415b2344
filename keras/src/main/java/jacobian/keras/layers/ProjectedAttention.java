package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.Regularizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What attention over learned projections of query, key and value has in common.
///
/// Called on `(query, value)`, `(query, value, key)`, or either with a bool tensor of allowed places behind it.
abstract class ProjectedAttention<L extends ProjectedAttention<L>> extends FluentLayer<L> {
    private final Setting<Double> dropout = setting("dropout", 0.0);
    private final Setting<Boolean> useBias = setting("use_bias", true);
    private final Setting<Integer> slidingWindow = optional("sliding_window", Integer.class);
    private final Setting<Boolean> flashAttention = optional("flash_attention", Boolean.class);
    private final Setting<Initializer> kernelInitializer =
            setting("kernel_initializer", Initializer.class, new GlorotUniform());
    private final Setting<Initializer> biasInitializer = setting("bias_initializer", Initializer.class, new Zeros());
    private final Setting<Regularizer> kernelRegularizer = optional("kernel_regularizer", Regularizer.class);
    private final Setting<Regularizer> biasRegularizer = optional("bias_regularizer", Regularizer.class);
    private final Setting<Regularizer> activityRegularizer = optional("activity_regularizer", Regularizer.class);
    private final Setting<Boolean> useGate = setting("use_gate", false);
    private final Setting<Long> seed = optional("seed", Long.class);
    private final Setting<Boolean> useCausalMask = setting("use_causal_mask", false);
    private final Setting<Boolean> returnAttentionScores = setting("return_attention_scores", false);

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
    public L activityRegularizer(Regularizer regularizer) {
        return set(activityRegularizer, regularizer);
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

    /// Sets whether a step sees no later one. In Keras an argument of the call.
    public L useCausalMask(boolean useCausalMask) {
        return set(this.useCausalMask, useCausalMask);
    }

    /// Sets whether the weights of attention are a second result, see [#applyAll]. In Keras an argument of the
    /// call.
    public L returnAttentionScores(boolean returnAttentionScores) {
        return set(this.returnAttentionScores, returnAttentionScores);
    }

    // ---- what the layer is made of ----

    final boolean gates() {
        return value(useGate);
    }

    final Optional<Regularizer> penalty() {
        return find(activityRegularizer);
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
        find(activityRegularizer).ifPresent(dense::activityRegularizer);
        track(field(name), dense).ensureBuilt(List.of(new TensorType(dtype(), input)));
    }

    final void makeDropout() {
        if (find(flashAttention).orElse(false) && (value(dropout) > 0 || value(returnAttentionScores))) {
            throw new IllegalArgumentException(this + ": flash attention has neither dropout nor attention scores"
                    + "\n  mend   leave flash_attention out");
        }
        var layer = new Dropout(value(dropout)).name("dropout").dtype(dtypePolicy());
        find(seed).ifPresent(layer::seed);
        track("_dropout_layer", layer);
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

    /// What attention gives, and the weights it took.
    record Attended(Tensor values, Tensor scores) {}

    /// Attention before the last projection.
    abstract Attended attend(AttentionInputs inputs);

    @Override
    protected final List<Tensor> callAll(List<Tensor> inputs, Call call) {
        var given = AttentionInputs.of(this, inputs, call.masks());
        var attended = attend(given);
        var values = gates() ? attended.values().multiply(projected("gate", given.query())) : attended.values();
        var result = projected("output", values);
        if (!value(returnAttentionScores)) {
            return List.of(result);
        }
        call.mask().ifPresent(mask -> Masks.with(result, mask));
        return List.of(result, attended.scores());
    }

    private Layer inside(String name) {
        return layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The result of the projection `name`.
    final Tensor projected(String name, Tensor x) {
        return inside(name.equals("output") ? "attention_output" : name).apply(x);
    }

    /// The weights for `scores`, `(batch, ..., heads, query axes, key axes)`, without and with dropout.
    final List<Tensor> weights(Tensor scores, AttentionMask mask, int axes) {
        var last = new int[axes];
        Arrays.setAll(last, i -> i - axes);
        var allowed = mask.of(scores, axes, value(useCausalMask), find(slidingWindow));
        // As in Keras, a query that may look nowhere looks everywhere, unless scores are wanted one by one.
        boolean single = value(dropout) > 0 || value(returnAttentionScores) || scores.rank() != 4;
        var weights = allowed.map(places -> AttentionMask.softmax(scores, places, single, last))
                .orElseGet(() -> Activations.softmax(scores, last));
        return List.of(weights, inside("dropout").apply(weights));
    }

    @Override
    protected boolean rebuildsLayers() {
        return true;
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
