package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.GlorotUniform;
import java.util.Optional;

/// Attention by sums (Bahdanau, Cho and Bengio, "Neural machine translation by jointly learning to align and
/// translate", 2015): the score of a query and a key is the sum of `scale * tanh(query + key)` over the features.
///
/// | | shape |
/// |---|---|
/// | query, result | `(batch, steps, features)` |
/// | value, key | `(batch, other steps, features)`; the key is the value where none is given |
/// | scores | `(batch, steps, other steps)` |
/// | scale | `(features,)`, if used, which it is unless set otherwise |
///
/// Arguments of the call: [AttentionArguments], of them no key mask and no attention mask. Values that the
/// value's mask leaves out do not count; steps that the query's mask leaves out become 0.
public final class AdditiveAttention extends SequenceAttention<AdditiveAttention> {
    public AdditiveAttention() {
        super(true);
    }

    @Override
    protected void build(Shape query) {
        if (scales()) {
            weight("scale", Shape.of(query.size(-1)), new GlorotUniform());
        }
    }

    @Override
    Tensor scores(Tensor query, Tensor key) {
        var sum = query.expandDims(-2).add(key.expandDims(-3)).tanh();
        return (scales() ? sum.multiply(weight("scale")) : sum).sum(-1);
    }

    /// Scores are no products.
    @Override
    Optional<Tensor> scaledQuery(Tensor query) {
        return Optional.empty();
    }
}
