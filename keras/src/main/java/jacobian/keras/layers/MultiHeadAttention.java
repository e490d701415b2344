package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Attention of several heads (Vaswani et al., "Attention is all you need", 2017): in each head
/// `softmax(q k' / sqrt(keyDim)) v` of learned projections of query, key and value; the heads side by side are
/// projected once more.
///
/// | | shape |
/// |---|---|
/// | query, result | `(batch, steps, features)` |
/// | value, key | `(batch, other steps, features)`; the key is the value where none is given |
/// | attention mask, an argument of the call | bool, `(batch, steps, other steps)`: true where a query may look |
/// | scores | `(batch, heads, steps, other steps)` |
///
/// ```java
/// var attention = new MultiHeadAttention(8, 64);
/// var y = attention.apply(x, x, call -> call.useCausalMask(true)); // self-attention
/// var z = attention.apply(query, value, key);                     // of different lengths
/// ```
///
/// Masks that travel with query, value and key are obeyed; that of the query travels on with the result. Weights:
/// kernel and bias of query, key, gate (if any), value and result, in this order.
public final class MultiHeadAttention extends ProjectedAttention<MultiHeadAttention> {
    private final Setting<Integer> numHeads = required("num_heads", Integer.class);
    private final Setting<Integer> keyDim = required("key_dim", Integer.class);
    private final Setting<Integer> valueDim = optional("value_dim", Integer.class);
    private final Setting<List<Integer>> outputShape = optional("output_shape", List.class);
    private final Setting<List<Integer>> attentionAxes = optional("attention_axes", List.class);

    /// `keyDim` is the number of features of query and key in each head.
    public MultiHeadAttention(int numHeads, int keyDim) {
        set(this.numHeads, Checks.positive("num_heads", numHeads));
        set(this.keyDim, Checks.positive("key_dim", keyDim));
    }

    /// Sets the number of features of the value in each head; that of the key unless set.
    public MultiHeadAttention valueDim(int valueDim) {
        return set(this.valueDim, Checks.positive("value_dim", valueDim));
    }

    /// Sets the sizes of the result behind the steps; the query's features unless set.
    public MultiHeadAttention outputShape(int... outputShape) {
        for (int size : outputShape) {
            Checks.positive("output_shape", size);
        }
        return set(this.outputShape, Axes.of("output_shape", outputShape));
    }

    /// Sets the axes of the input along which steps attend to each other; all but batch and features unless set.
    public MultiHeadAttention attentionAxes(int... attentionAxes) {
        return set(this.attentionAxes, Axes.of("attention_axes", attentionAxes));
    }

    @Override
    String field(String name) {
        return name.equals("gate") ? "_gate_dense" : name + "_dense";
    }

    @Override
    void buildFor(Shape query, Shape value, Shape key) {
        int free = query.rank() - 1;
        int heads = value(numHeads);
        int values = find(valueDim).orElse(value(keyDim));
        axes(query);
        project("query", Projection.of(free, 1, List.of(heads, value(keyDim))), query);
        project("key", Projection.of(free, 1, List.of(heads, value(keyDim))), key);
        if (gates()) {
            project("gate", Projection.of(free, 1, List.of(heads, values)), query);
        }
        project("value", Projection.of(free, 1, List.of(heads, values)), value);
        makeDropout();
        var sizes = find(outputShape).orElseGet(() -> List.of(query.size(-1)));
        var attended = query.with(-1, Dim.fixed(heads)).insert(query.rank(), Dim.fixed(values));
        project("output", Projection.of(free, 2, sizes), attended);
    }

    /// The axes of attention in `input`, which has features last.
    private int[] axes(Shape input) {
        var axes = find(attentionAxes)
                .map(given -> given.stream().mapToInt(input::axis).toArray())
                .orElseGet(() -> IntStream.range(1, input.rank() - 1).toArray());
        if (IntStream.of(axes).anyMatch(axis -> axis == 0 || axis == input.rank() - 1)) {
            throw new ShapeException(
                    this + " cannot take " + input + "\n  needs  attention_axes between the batch and the features");
        }
        return axes;
    }

    @Override
    double scale() {
        return 1 / Math.sqrt(value(keyDim));
    }

    @Override
    HeadAttention.Attended attend(HeadAttention attention, AttentionInputs projected) {
        var query = projected.query();
        if (query.rank() == 4) {
            return super.attend(attention, projected);
        }
        var axes = axes(query.shape().without(query.rank() - 1));
        var letters = Letters.of(query.rank(), axes);
        var scores = Tensor.einsum(
                letters.query() + "," + letters.key() + "->" + letters.scores(),
                attention.scaled(query),
                projected.key());
        var weights = attention.weights(scores, projected.mask(), axes.length);
        var values = Tensor.einsum(
                letters.scores() + "," + letters.key() + "->" + letters.query(),
                attention.dropout().apply(weights),
                projected.value());
        return new HeadAttention.Attended(values, Optional.of(weights));
    }

    /// The letters of `(batch, ..., heads, features)` of queries and keys, which differ along the axes of
    /// attention, and of scores `(batch, ..., heads, query axes, key axes)`.
    private record Letters(String query, String key, String scores) {
        static Letters of(int rank, int... axes) {
            var query = Projection.letters(0, rank);
            var key = new StringBuilder(query);
            var batch = new StringBuilder(query.substring(0, rank - 1));
            var attended = new StringBuilder();
            for (int i = 0; i < axes.length; i++) {
                key.setCharAt(axes[i], (char) ('a' + rank + i));
                attended.append(query.charAt(axes[i]));
                batch.deleteCharAt(batch.indexOf(query.substring(axes[i], axes[i] + 1)));
            }
            var scores = batch.append(attended).append(Projection.letters(rank, axes.length));
            return new Letters(query, key.toString(), scores.toString());
        }
    }
}
