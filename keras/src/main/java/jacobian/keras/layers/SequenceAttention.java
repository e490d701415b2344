package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What attention without projections has in common: scores of query and key, their softmax, the mean of the
/// values under it.
///
/// Called on `(query, value)` or `(query, value, key)`.
abstract sealed class SequenceAttention<L extends SequenceAttention<L>> extends AttentionLayer<L>
        permits Attention, AdditiveAttention {
    /// What is taken from a score that does not count.
    private static final double NEVER = 1e9;

    private final Setting<Boolean> useScale;
    private final Setting<Double> dropout = setting("dropout", 0.0);
    private final Setting<Long> seed = optional("seed", Long.class);

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

    final boolean scales() {
        return value(useScale);
    }

    /// The query whose products with the keys are the scores; empty where scores are something else.
    abstract Optional<Tensor> scaledQuery(Tensor query);

    @Override
    protected List<String> callArguments() {
        return List.of("query_mask", "value_mask", "use_causal_mask", "return_attention_scores");
    }

    @Override
    protected final void buildFrom(List<TensorType> inputs) {
        build(AttentionInputs.types(this, inputs).get(0).shape());
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
        var given = AttentionInputs.of(this, inputs, call);
        checkFeatures(given);
        var steps = given.mask().query();
        // The mask of the key is not looked at, as in Keras.
        var mask = new AttentionMask(Optional.empty(), given.mask().value(), Optional.empty(), Optional.empty());
        var fast = withoutScores(given, mask, call.arguments());
        if (fast.isPresent()) {
            return List.of(kept(fast.get(), steps));
        }
        var scores = scores(given.query(), given.key());
        var counted = mask.of(scores, scores.shape(), 1, call.arguments().flag("use_causal_mask"), Optional.empty())
                .map(places -> places.select(scores, scores.subtract(scores.constant(never(scores), scores.dtype()))))
                .orElse(scores);
        var weights = applyWithoutMask(layers().get(0), counted.softmax(-1));
        var mean = weights.matmul(given.value());
        var result = kept(mean, steps);
        return call.arguments().flag("return_attention_scores") ? List.of(result, weights) : List.of(result);
    }

    /// The mean of the values by the engine's kernel, which never holds all scores; empty where they are
    /// wanted, or are no products of float32.
    private Optional<Tensor> withoutScores(AttentionInputs given, AttentionMask mask, CallArguments arguments) {
        var query = given.query();
        boolean wanted = value(dropout) > 0 || arguments.flag("return_attention_scores");
        if (wanted || query.rank() != 3 || query.dtype() != DType.FLOAT32) {
            return Optional.empty();
        }
        var head = new HeadAttention(
                1, arguments.flag("use_causal_mask"), Optional.empty(), false, UnaryOperator.identity());
        return scaledQuery(query)
                .map(scaled -> head.of(
                                scaled.expandDims(2),
                                given.key().expandDims(2),
                                given.value().expandDims(2),
                                mask)
                        .values()
                        .squeeze(2));
    }

    /// `mean`, 0 in steps that the query's mask leaves out.
    private static Tensor kept(Tensor mean, Optional<Tensor> steps) {
        var result = steps.map(mark -> mark.cast(DType.BOOL).expandDims(-1).select(mean, mean.zerosLike()))
                .orElse(mean);
        steps.ifPresent(mark -> Masks.with(result, mark));
        return result;
    }

    private void checkFeatures(AttentionInputs given) {
        var query = given.query().shape();
        var key = given.key().shape();
        boolean fits = query.dim(-1).agrees(key.dim(-1))
                && key.rank() == given.value().rank()
                && key.dim(-2).agrees(given.value().shape().dim(-2));
        if (!fits) {
            throw new ShapeException(this + " cannot take query " + query + ", value "
                    + given.value().shape()
                    + " and key " + key
                    + "\n  needs  as many features in the key as in the query, as many steps in it as in the value");
        }
    }
}
