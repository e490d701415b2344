package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.Optional;

/// What attention without projections has in common: scores of query and key, their softmax, the mean of the
/// values under it.
///
/// Called on `(query, value)` or `(query, value, key)`.
abstract class SequenceAttention<L extends SequenceAttention<L>> extends FluentLayer<L> {
    /// What is taken from a score that does not count.
    private static final double NEVER = 1e9;

    private final Setting<Boolean> useScale;
    private final Setting<Double> dropout = setting("dropout", 0.0);
    private final Setting<Long> seed = optional("seed", Long.class);
    private final Setting<Boolean> useCausalMask = setting("use_causal_mask", false);
    private final Setting<Boolean> returnAttentionScores = setting("return_attention_scores", false);

    SequenceAttention(boolean scales) {
        useScale = setting("use_scale", scales);
    }

    /// Sets whether the scores have a learned scale.
    public L useScale(boolean useScale) {
        return set(this.useScale, useScale);
    }

    /// Sets the part of the weights that training drops; 0 unless set.
    public L dropout(double dropout) {
        return set(this.dropout, Checks.fraction("dropout", dropout));
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

    final boolean scales() {
        return value(useScale);
    }

    @Override
    protected final void build(List<Shape> inputs) {
        if (inputs.size() < 2 || inputs.size() > 3 || inputs.stream().anyMatch(each -> each.rank() < 3)) {
            throw new ShapeException(this + " cannot take " + inputs
                    + "\n  needs  query and value, or query, value and key, each (batch, steps, features)");
        }
        build(inputs.get(0));
        var layer = new Dropout(value(dropout)).dtype(dtypePolicy());
        find(seed).ifPresent(layer::seed);
        track("_dropout_layer", layer);
    }

    /// The scores `(batch, steps, other steps)`.
    abstract Tensor scores(Tensor query, Tensor key);

    /// In float16 the largest finite number: 1e9 would be infinite, and a row of nothing else NaN.
    private static double never(Tensor scores) {
        return scores.dtype() == DType.FLOAT16 ? 65504 : NEVER;
    }

    @Override
    protected final List<Tensor> callAll(List<Tensor> inputs, Call call) {
        var value = inputs.get(1);
        var scores = scores(inputs.get(0), inputs.size() > 2 ? inputs.get(2) : value);
        // The mask of the key is not looked at, as in Keras.
        var mask = new AttentionMask(Optional.empty(), call.masks().get(1), Optional.empty(), Optional.empty());
        var counted = mask.of(scores, 1, value(useCausalMask), Optional.empty())
                .map(places -> places.select(scores, scores.subtract(scores.constant(never(scores), scores.dtype()))))
                .orElse(scores);
        var weights = layers().get(0).apply(counted.softmax(-1));
        var mean = weights.matmul(value);
        var result = call.mask()
                .map(steps -> steps.expandDims(-1).select(mean, mean.zerosLike()))
                .orElse(mean);
        if (!value(returnAttentionScores)) {
            return List.of(result);
        }
        call.mask().ifPresent(steps -> Masks.with(result, steps));
        return List.of(result, weights);
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
