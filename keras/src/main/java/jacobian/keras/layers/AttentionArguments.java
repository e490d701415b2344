package jacobian.keras.layers;

import jacobian.engine.tensor.TensorLike;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// What a call of an attention layer may be given besides query, value and key:
///
/// ```java
/// var y = attention.apply(x, x, call -> call.useCausalMask(true));
/// ```
public final class AttentionArguments {
    private final Map<String, Object> values = new LinkedHashMap<>();

    AttentionArguments() {}

    static CallArguments of(Consumer<AttentionArguments> given) {
        var arguments = new AttentionArguments();
        given.accept(arguments);
        return new CallArguments(arguments.values);
    }

    /// Sets whether a step sees no later one; it does see them unless set.
    public AttentionArguments useCausalMask(boolean useCausalMask) {
        return put("use_causal_mask", useCausalMask);
    }

    /// Sets whether the weights of attention are a second result, see [AttentionLayer#applyAll].
    public AttentionArguments returnAttentionScores(boolean returnAttentionScores) {
        return put("return_attention_scores", returnAttentionScores);
    }

    /// Sets which steps of the query count, bool `(batch, steps)`; those of the mask that came with it unless
    /// set.
    public AttentionArguments queryMask(TensorLike mask) {
        return put("query_mask", mask.tensor());
    }

    /// Sets which steps of the value count, bool `(batch, other steps)`; those of the mask that came with it
    /// unless set.
    public AttentionArguments valueMask(TensorLike mask) {
        return put("value_mask", mask.tensor());
    }

    /// Sets which steps of the key count, bool `(batch, other steps)`; those of the mask that came with it unless
    /// set. [Attention] and [AdditiveAttention] have none.
    public AttentionArguments keyMask(TensorLike mask) {
        return put("key_mask", mask.tensor());
    }

    /// Sets where a query may look, bool `(batch, steps, other steps)`; everywhere unless set. [Attention] and
    /// [AdditiveAttention] have none.
    public AttentionArguments attentionMask(TensorLike mask) {
        return put("attention_mask", mask.tensor());
    }

    private AttentionArguments put(String key, Object value) {
        values.put(key, value);
        return this;
    }
}
