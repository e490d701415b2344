package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What [Attention], [AdditiveAttention], [MultiHeadAttention] and [GroupQueryAttention] have in common: how they
/// are called.
abstract sealed class AttentionLayer<L extends AttentionLayer<L>> extends FluentLayer<L>
        permits SequenceAttention, ProjectedAttention {
    /// The result for query and value, under `arguments`.
    public final Tensor apply(TensorLike query, TensorLike value, Consumer<AttentionArguments> arguments) {
        return one(applyAll(List.of(query, value), arguments));
    }

    /// The result for query, value and key, under `arguments`.
    public final Tensor apply(
            TensorLike query, TensorLike value, TensorLike key, Consumer<AttentionArguments> arguments) {
        return one(applyAll(List.of(query, value, key), arguments));
    }

    /// All results for query, value and, if there is one, key: with
    /// [AttentionArguments#returnAttentionScores] the weights of attention are the second.
    public final List<Tensor> applyAll(List<? extends TensorLike> inputs, Consumer<AttentionArguments> arguments) {
        return applyAll(inputs, AttentionArguments.of(arguments));
    }

    /// The result of `inner` for `x`, whose mask this layer has dealt with itself.
    final Tensor applyWithoutMask(Layer inner, Tensor x) {
        return one(Invocation.withoutMasks(inner, List.of(x)));
    }

    @Override
    protected final boolean rebuildsLayers() {
        return true;
    }

    @Override
    protected final boolean supportsMasking() {
        return true;
    }

    /// The mask of the result is set in the call.
    @Override
    protected final Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return Optional.empty();
    }
}
