package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.ops.NN;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// `softmax(scale query key') value` in each head: where [MultiHeadAttention] and [GroupQueryAttention] compute.
///
/// @param scale what scores are multiplied by
/// @param causal whether a step sees no later one
/// @param window how many steps away another one may be, if there is a limit
/// @param single whether scores are wanted one by one: a query that may look nowhere then gets zeros, else the
/// mean
/// @param dropout what training drops of the weights
record HeadAttention(
        double scale, boolean causal, Optional<Integer> window, boolean single, UnaryOperator<Tensor> dropout) {
    /// What attention gives, and the weights it took, `(batch, heads, steps, other steps)`, where they are
    /// wanted.
    record Attended(Tensor values, Optional<Tensor> scores) {}

    /// Attention of `query`, `(batch, steps, heads, features)`, to `key` and `value`, `(batch, other steps,
    /// groups, features)`; heads stand in `groups` that share one head of key and value, so that none is
    /// repeated.
    Attended of(Tensor query, Tensor key, Tensor value, AttentionMask mask) {
        if (!single && query.dtype().wide() == DType.FLOAT32) {
            return new Attended(withoutScores(query, key, value, mask), Optional.empty());
        }
        var groups = key.shape().dim(2);
        var scores = Tensor.einsum("bqvrh,bkvh->bvrqk", grouped(scaled(query), 2, groups), key)
                .flattenAxes(1, 2);
        var weights = weights(scores, mask, 1);
        var values = Tensor.einsum("bvrqk,bkvh->bqvrh", grouped(dropout.apply(weights), 1, groups), value);
        return new Attended(values.flattenAxes(2, 3), Optional.of(weights));
    }

    /// The same by the engine's kernel, which never holds all scores.
    private Tensor withoutScores(Tensor query, Tensor key, Tensor value, AttentionMask mask) {
        var scores = Shape.of(List.of(
                query.shape().dim(0),
                query.shape().dim(2),
                query.shape().dim(1),
                key.shape().dim(1)));
        var places = mask.of(query, scores, 1, false, window);
        return NN.dotProductAttention(query, key, value, options -> {
            options.scale(scale).isCausal(causal);
            places.ifPresent(options::mask);
        });
    }

    /// `query` times the scale.
    Tensor scaled(Tensor query) {
        return query.multiply(query.constant(scale, query.dtype()));
    }

    /// The softmax of `scores`, `(batch, ..., heads, query axes, key axes)`, each `axes` many, where `mask`
    /// allows.
    Tensor weights(Tensor scores, AttentionMask mask, int axes) {
        var last = new int[axes];
        Arrays.setAll(last, i -> i - axes);
        return mask.of(scores, scores.shape(), axes, causal, window)
                .map(places -> AttentionMask.softmax(scores, places, single, last))
                .orElseGet(() -> Activations.softmax(scores, last));
    }

    /// `x` with its `axis` of heads as two: groups and heads of a group.
    private static Tensor grouped(Tensor x, int axis, Dim groups) {
        var heads = Dim.fixed(x.shape().size(axis) / groups.size());
        return x.reshape(x.shape().with(axis, heads).insert(axis, groups));
    }
}
