package jacobian.keras.ops;

import jacobian.engine.graph.DotProductAttention;
import jacobian.engine.graph.Iota;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Attention of several heads at once: the mean of the values, weighed by the softmax of scores.
final class ScaledAttention {
    /// What a score becomes that does not count: as in JAX, 0.7 of the smallest float32.
    private static final double NEVER = -0.7 * Float.MAX_VALUE;

    private ScaledAttention() {}

    static Tensor of(Tensor query, Tensor key, Tensor value, AttentionOptions options) {
        var type = DType.promote(DType.promote(query.dtype(), key.dtype()), value.dtype())
                .floating();
        require(query, key, value);
        var operands = List.of(query.cast(type), key.cast(type), value.cast(type));
        // The kernel that never holds all scores knows no bias; what it hides from float16 would be infinite.
        return options.bias().isPresent() || type.isHalf() ? composed(operands, options) : fused(operands, options);
    }

    private static Tensor fused(List<Tensor> operands, AttentionOptions options) {
        var query = operands.get(0);
        var scale = query.constant(options.scale(query.shape().size(-1)), query.dtype());
        var inputs = new ArrayList<>(List.of(query.multiply(scale), operands.get(1), operands.get(2)));
        options.mask().ifPresent(mask -> inputs.add(wide(mask.cast(DType.BOOL))));
        var types = inputs.stream().map(Tensor::type).toList();
        return Tensor.applyAll(DotProductAttention.of(types, options.isCausal()), inputs)
                .get(0);
    }

    /// `mask` with as many axes as scores.
    private static Tensor wide(Tensor mask) {
        var result = mask;
        while (result.rank() < 4) {
            result = result.expandDims(0);
        }
        return result;
    }

    private static Tensor composed(List<Tensor> operands, AttentionOptions options) {
        var query = operands.get(0);
        var type = query.dtype();
        int heads = operands.get(1).shape().size(2);
        // (batch, heads of the key, queries that share it * steps, depth)
        var q = grouped(query.transpose(0, 2, 1, 3), heads);
        var k = operands.get(1).transpose(0, 2, 3, 1);
        var v = operands.get(2).transpose(0, 2, 1, 3);
        // Scores are float32 at least, as in Keras.
        var scores = q.matmul(k).cast(type.wide());
        var scaled = scores.multiply(scores.constant(options.scale(query.shape().size(-1)), scores.dtype()));
        var weights = grouped(weights(perHead(scaled, query), options).cast(type), heads);
        return perHead(weights.matmul(v), query).transpose(0, 2, 1, 3);
    }

    private static void require(Tensor query, Tensor key, Tensor value) {
        boolean fits = query.rank() == 4 && key.rank() == 4 && value.rank() == 4;
        if (!fits
                || !query.shape().dim(3).agrees(key.shape().dim(3))
                || !key.shape().dim(1).agrees(value.shape().dim(1))
                || key.shape().size(2) != value.shape().size(2)
                || query.shape().size(2) % key.shape().size(2) != 0) {
            throw new ShapeException("dot_product_attention cannot take query " + query.shape() + ", key " + key.shape()
                    + ", value " + value.shape() + ": needs (batch, steps, heads, depth), key and value of equal steps"
                    + " and heads, the heads of the query a multiple of theirs");
        }
    }

    /// `(batch, all heads, steps, n)` as `(batch, heads, queries that share one * steps, n)`.
    private static Tensor grouped(Tensor x, int heads) {
        int all = x.shape().size(1);
        if (all == heads) {
            return x;
        }
        var shape = x.shape().with(1, Dim.fixed(all / heads)).insert(1, Dim.fixed(heads));
        return x.reshape(shape).flattenAxes(2, 3);
    }

    /// The way back: as many heads and steps as `query`, `(batch, steps, all heads, depth)`, has.
    private static Tensor perHead(Tensor x, Tensor query) {
        int all = query.shape().size(2);
        if (all == x.shape().size(1)) {
            return x;
        }
        var steps = query.shape().dim(1);
        return x.reshape(Shape.of(
                List.of(x.shape().dim(0), Dim.fixed(all), steps, x.shape().dim(3))));
    }

    private static Tensor weights(Tensor scores, AttentionOptions options) {
        var biased = options.bias()
                .map(bias -> scores.add(bias.cast(scores.dtype())))
                .orElse(scores);
        var given = options.mask().map(mask -> mask.cast(DType.BOOL));
        var past = options.isCausal() ? Optional.of(past(scores)) : Optional.<Tensor>empty();
        var places = given.map(mask -> past.map(mask::logicalAnd).orElse(mask)).or(() -> past);
        return places.map(place -> place.select(biased, biased.constant(NEVER, biased.dtype())))
                .orElse(biased)
                .softmax(-1);
    }

    /// True where the other step is no later one, `(steps, other steps)`.
    private static Tensor past(Tensor scores) {
        return index(scores, 0).greaterEqual(index(scores, 1));
    }

    private static Tensor index(Tensor scores, int axis) {
        var places = new TensorType(DType.INT32, scores.shape().range(2, 4));
        return scores.apply(new Iota(places, axis), List.of());
    }
}
