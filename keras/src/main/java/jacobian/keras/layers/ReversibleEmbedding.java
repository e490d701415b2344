package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.Map;

/// An embedding that also leads back: the first layer of a language model, and its last (Press and Wolf, "Using
/// the output embedding to improve language models", 2017).
///
/// Whole numbers are looked up as by [Embedding]; a floating input is projected to one score for each row of the
/// table, `x embeddings'`. (Keras has an argument `reverse` of the call instead.)
///
/// | | input | result |
/// |---|---|---|
/// | forward | `(batch, ...)`, int | `(batch, ..., outputDim)` |
/// | back | `(batch, ..., outputDim)`, floating | `(batch, ..., inputDim)` |
///
/// Weights: embeddings `(inputDim, outputDim)`; reverse_embeddings `(outputDim, inputDim)` unless they are tied.
///
/// ```java
/// var embedding = new ReversibleEmbedding(words, 64);
/// var x = embedding.apply(new Input(Shape.ANY).dtype(INT32));
/// var scores = embedding.apply(block.apply(x));
/// ```
public final class ReversibleEmbedding extends EmbeddingLayer<ReversibleEmbedding> {
    private final Setting<Boolean> tieWeights = setting("tie_weights", true);
    private final Setting<DType> reverseDtype = optional("reverse_dtype", DType.class);
    private final Setting<Double> logitSoftCap = optional("logit_soft_cap", Double.class);

    public ReversibleEmbedding(int inputDim, int outputDim) {
        super(inputDim, outputDim);
    }

    /// Sets whether the way back uses the same table; it does unless set.
    public ReversibleEmbedding tieWeights(boolean tieWeights) {
        return set(this.tieWeights, tieWeights);
    }

    /// Sets the element type in which the way back is computed; that of the layer unless set.
    public ReversibleEmbedding reverseDtype(DType reverseDtype) {
        return set(this.reverseDtype, reverseDtype);
    }

    /// Sets a limit `c` of the scores of the way back, which become `c * tanh(scores / c)`; there is none
    /// unless set.
    public ReversibleEmbedding logitSoftCap(double logitSoftCap) {
        return set(this.logitSoftCap, Checks.positive("logit_soft_cap", logitSoftCap));
    }

    @Override
    protected void build(List<Shape> inputs) {
        super.build(inputs);
        if (!value(tieWeights)) {
            weight("reverse_embeddings", Shape.of(outputDim(), inputDim()), embeddingsInitializer());
        }
    }

    /// The scores of `x` for each row of the table: the way back, also for a graph that is written to a file.
    public Tensor reverse(TensorLike x) {
        return one(applyAll(List.of(x), new CallArguments(Map.of("reverse", true))));
    }

    @Override
    protected List<String> callArguments() {
        return List.of("reverse");
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        return call.arguments().flag("reverse") || leadsBack(x) ? back(x) : rows(x);
    }

    @Override
    boolean leadsBack(Tensor x) {
        return x.dtype().isFloating();
    }

    private Tensor back(Tensor given) {
        var kernel = value(tieWeights) ? embeddings().transpose() : weight("reverse_embeddings");
        if (given.rank() < 2 || !given.shape().dim(-1).agrees(kernel.shape().dim(0))) {
            throw new ShapeException(this + " cannot take " + given.type() + "\n  needs  whole numbers to look up, or"
                    + " (batch, ..., " + outputDim() + ") to lead back"
                    + "\n  mend   give an Input of numbers to look up dtype(INT32)");
        }
        var type = find(reverseDtype).orElse(given.dtype());
        var scores = given.cast(type).matmul(kernel.cast(type));
        return find(logitSoftCap)
                .map(cap -> {
                    var limit = scores.constant(cap, scores.dtype());
                    return scores.divide(limit).tanh().multiply(limit);
                })
                .orElse(scores);
    }
}
