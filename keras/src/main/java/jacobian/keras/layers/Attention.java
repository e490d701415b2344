package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.initializers.Ones;
import java.util.Locale;
import java.util.Optional;

/// Attention by dot products (Luong, Pham and Manning, "Effective approaches to attention-based neural machine
/// translation", 2015): `softmax(query key') value`.
///
/// | | shape |
/// |---|---|
/// | query, result | `(batch, steps, features)` |
/// | value, key | `(batch, other steps, features)`; the key is the value where none is given |
/// | scores | `(batch, steps, other steps)` |
/// | scale, concat_score_weight | `()`, if used |
///
/// Arguments of the call: [AttentionArguments], of them no key mask and no attention mask. Values that the
/// value's mask leaves out do not count; steps that the query's mask leaves out become 0.
public final class Attention extends SequenceAttention<Attention> {
    private final Setting<ScoreMode> scoreMode = setting("score_mode", ScoreMode.class, ScoreMode.DOT);

    /// How a score comes from query and key.
    public enum ScoreMode {
        /// Their dot product, times the scale where there is one.
        DOT,
        /// The sum of `tanh(scale * (query + key))`, times a learned weight.
        CONCAT;

        /// The name in Keras.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Attention() {
        super(false);
    }

    /// Sets how a score comes from query and key; the dot product unless set.
    public Attention scoreMode(ScoreMode scoreMode) {
        return set(this.scoreMode, scoreMode);
    }

    @Override
    protected void build(Shape query) {
        if (scales()) {
            weight("scale", Shape.scalar(), new Ones());
        }
        if (value(scoreMode) == ScoreMode.CONCAT) {
            weight("concat_score_weight", Shape.scalar(), new Ones());
        }
    }

    @Override
    Tensor scores(Tensor query, Tensor key) {
        return switch (value(scoreMode)) {
            case DOT -> scaled(query.matmul(key.swapaxes(-2, -1)));
            case CONCAT ->
                scaled(query.expandDims(-2).add(key.expandDims(-3)))
                        .tanh()
                        .sum(-1)
                        .multiply(weight("concat_score_weight"));
        };
    }

    @Override
    Optional<Tensor> scaledQuery(Tensor query) {
        return value(scoreMode) == ScoreMode.DOT ? Optional.of(scaled(query)) : Optional.empty();
    }

    private Tensor scaled(Tensor x) {
        return scales() ? x.multiply(weight("scale")) : x;
    }
}
