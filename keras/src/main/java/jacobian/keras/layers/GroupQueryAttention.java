package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.regularizers.Regularizer;
import java.util.List;
import java.util.Optional;

/// Attention of several heads in which groups of query heads share one head of key and value (Ainslie et al.,
/// "GQA: training generalized multi-query transformer models", 2023). With one head of key and value this is
/// multi-query attention, with as many as of the query [MultiHeadAttention].
///
/// | | shape |
/// |---|---|
/// | query, result | `(batch, steps, features)` |
/// | value, key | `(batch, other steps, features)`; the key is the value where none is given |
/// | attention mask, an argument of the call | bool, `(batch, steps, other steps)`: true where a query may look |
/// | scores | `(batch, query heads, steps, other steps)` |
///
/// Masks that travel with query, value and key are obeyed; that of the query travels on with the result.
public final class GroupQueryAttention extends ProjectedAttention<GroupQueryAttention> {
    private final Setting<Integer> headDim = required("head_dim", Integer.class);
    private final Setting<Integer> numQueryHeads = required("num_query_heads", Integer.class);
    private final Setting<Integer> numKeyValueHeads = required("num_key_value_heads", Integer.class);

    /// `headDim` is the number of features in each head; the query heads are a multiple of the others.
    public GroupQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads) {
        set(this.headDim, Checks.positive("head_dim", headDim));
        set(this.numQueryHeads, Checks.positive("num_query_heads", numQueryHeads));
        set(this.numKeyValueHeads, Checks.positive("num_key_value_heads", numKeyValueHeads));
        if (numQueryHeads % numKeyValueHeads != 0) {
            throw new IllegalArgumentException("num_query_heads=" + numQueryHeads + ": needs a multiple of"
                    + " num_key_value_heads, " + numKeyValueHeads);
        }
    }

    /// Keras' class is not called as its own list of layers calls it.
    @Override
    public String kerasName() {
        return "GroupedQueryAttention";
    }

    @Override
    String field(String name) {
        return "_" + name + "_dense";
    }

    @Override
    protected Optional<Regularizer> activityRegularizer() {
        return penalty();
    }

    @Override
    void buildFor(Shape query, Shape value, Shape key) {
        if (query.rank() != 3 || !query.dim(-1).agrees(value.dim(-1))) {
            throw new ShapeException(this + " cannot take " + List.of(query, value, key)
                    + "\n  needs  (batch, steps, features), as many features in the value as in the query");
        }
        var heads = List.of(value(numQueryHeads), value(headDim));
        var shared = List.of(value(numKeyValueHeads), value(headDim));
        project("query", Projection.of(2, 1, heads), query);
        project("key", Projection.of(2, 1, shared), key);
        if (gates()) {
            project("gate", Projection.of(2, 1, heads), query);
        }
        project("value", Projection.of(2, 1, shared), value);
        makeDropout();
        var attended = Shape.of(List.of(query.dim(0), query.dim(1), Dim.fixed(heads.get(0)), Dim.fixed(heads.get(1))));
        project("output", Projection.of(2, 2, List.of(query.size(-1))), attended);
    }

    @Override
    double scale() {
        return 1 / Math.sqrt(value(headDim));
    }
}
