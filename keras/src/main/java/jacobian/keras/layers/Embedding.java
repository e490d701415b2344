package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;

/// A vector for each whole number: row `i` of a table that training changes.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, ...)`, whole numbers from 0 to `inputDim - 1` |
/// | output | `(batch, ..., outputDim)` |
/// | embeddings | `(inputDim, outputDim)` |
public final class Embedding extends EmbeddingLayer<Embedding> {
    public Embedding(int inputDim, int outputDim) {
        super(inputDim, outputDim);
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        return rows(x);
    }
}
